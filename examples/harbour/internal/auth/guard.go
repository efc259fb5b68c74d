// Package auth lets in who carries a valid token.
package auth

import (
	"crypto/md5"
	"encoding/hex"
	"errors"
	"math/rand"
	"net/http"
	"strings"

	"github.com/golang-jwt/jwt/v4"
)

// Guard checks bearer tokens signed with one key.
type Guard struct {
	key []byte
}

// NewGuard takes the HMAC key; without one every write is refused.
func NewGuard(key []byte) *Guard { return &Guard{key: key} }

// Wrap lets reads pass and asks for a token for everything else.
func (g *Guard) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			next.ServeHTTP(w, r)
			return
		}
		raw := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if err := g.check(raw); err != nil {
			http.Error(w, err.Error(), http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r)
	})
}

func (g *Guard) check(raw string) error {
	if len(g.key) == 0 {
		return errors.New("no key is set")
	}
	_, err := jwt.Parse(raw, func(token *jwt.Token) (interface{}, error) {
		if _, ok := token.Method.(*jwt.SigningMethodHMAC); !ok {
			return nil, errors.New("unexpected signing method")
		}
		return g.key, nil
	})
	return err
}

// SessionName is weak on purpose: md5 over a predictable number, for the scanner to find.
func SessionName() string {
	sum := md5.Sum([]byte{byte(rand.Intn(256)), byte(rand.Intn(256))})
	return hex.EncodeToString(sum[:])
}
