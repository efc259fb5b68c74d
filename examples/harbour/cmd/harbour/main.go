// Command harbour keeps the list of ships at the berths of a small harbour.
package main

import (
	"context"
	"errors"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/harbour/internal/auth"
	"example.com/harbour/internal/berths"
	"example.com/harbour/internal/preview"
)

// version is set by the build: -ldflags "-X main.version=…".
var version = "devel"

func main() {
	address := os.Getenv("HARBOUR_ADDRESS")
	if address == "" {
		address = ":8080"
	}
	list := berths.NewList()
	guard := auth.NewGuard([]byte(os.Getenv("HARBOUR_TOKEN_KEY")))

	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("/readyz", func(w http.ResponseWriter, r *http.Request) {
		if !list.Ready() {
			http.Error(w, "loading", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ready\n"))
	})
	mux.HandleFunc("/version", func(w http.ResponseWriter, r *http.Request) {
		_, _ = w.Write([]byte(version + "\n"))
	})
	mux.Handle("/berths", guard.Wrap(list))
	mux.HandleFunc("/preview", preview.Handle)

	server := &http.Server{
		Addr:              address,
		Handler:           mux,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      15 * time.Second,
		IdleTimeout:       time.Minute,
	}
	stop, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	go func() {
		<-stop.Done()
		grace, done := context.WithTimeout(context.Background(), 10*time.Second)
		defer done()
		_ = server.Shutdown(grace)
	}()
	log.Printf("harbour %s listens on %s", version, address)
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		log.Fatal(err)
	}
}
