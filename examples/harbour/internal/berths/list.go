// Package berths holds which ship lies where.
package berths

import (
	"encoding/json"
	"net/http"
	"sync"

	"golang.org/x/text/language"
)

// Berth is one place at the quay.
type Berth struct {
	Number int    `json:"number"`
	Ship   string `json:"ship,omitempty"`
}

// List is safe for use by several requests at once.
type List struct {
	mutex  sync.RWMutex
	berths []Berth
	loaded bool
}

// NewList makes a harbour with eight empty berths.
func NewList() *List {
	list := &List{loaded: true}
	for number := 1; number <= 8; number++ {
		list.berths = append(list.berths, Berth{Number: number})
	}
	return list
}

// Ready tells whether the list can be served.
func (l *List) Ready() bool {
	l.mutex.RLock()
	defer l.mutex.RUnlock()
	return l.loaded
}

var supported = language.NewMatcher([]language.Tag{language.English, language.German})

// ServeHTTP answers with the list, or takes a ship in.
func (l *List) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err == nil {
		tag, _, _ := supported.Match(tags...)
		w.Header().Set("Content-Language", tag.String())
	}
	switch r.Method {
	case http.MethodGet:
		l.mutex.RLock()
		defer l.mutex.RUnlock()
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(l.berths)
	case http.MethodPut:
		var berth Berth
		body := http.MaxBytesReader(w, r.Body, 1<<16)
		if err := json.NewDecoder(body).Decode(&berth); err != nil {
			http.Error(w, "not a berth", http.StatusBadRequest)
			return
		}
		l.mutex.Lock()
		defer l.mutex.Unlock()
		for index := range l.berths {
			if l.berths[index].Number == berth.Number {
				l.berths[index].Ship = berth.Ship
				w.WriteHeader(http.StatusNoContent)
				return
			}
		}
		http.Error(w, "no such berth", http.StatusNotFound)
	default:
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	}
}
