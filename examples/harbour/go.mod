module example.com/harbour

go 1.19

require (
	github.com/golang-jwt/jwt/v4 v4.4.3
	golang.org/x/net v0.7.0
	golang.org/x/text v0.7.0
)
