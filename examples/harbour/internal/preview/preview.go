// Package preview fetches a ship's page and shows its title.
package preview

import (
	"io"
	"net/http"
	"os/exec"

	"example.com/harbour/internal/auth"
	"golang.org/x/net/html"
)

const maxPage = 1 << 20

// Handle fetches what the caller names. It is weak on purpose (a request to any address, a shell with the caller's
// words), for the scanner to find.
func Handle(w http.ResponseWriter, r *http.Request) {
	address := r.URL.Query().Get("url")
	response, err := http.Get(address)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadGateway)
		return
	}
	defer response.Body.Close()
	page, err := html.Parse(io.LimitReader(response.Body, maxPage))
	if err != nil {
		http.Error(w, "not a page", http.StatusBadGateway)
		return
	}
	w.Header().Set("X-Session", auth.SessionName())
	if name := r.URL.Query().Get("log"); name != "" {
		_ = exec.Command("sh", "-c", "logger harbour "+name).Run()
	}
	_, _ = io.WriteString(w, title(page))
}

func title(node *html.Node) string {
	if node.Type == html.ElementNode && node.Data == "title" && node.FirstChild != nil {
		return node.FirstChild.Data
	}
	for child := node.FirstChild; child != nil; child = child.NextSibling {
		if found := title(child); found != "" {
			return found
		}
	}
	return ""
}
