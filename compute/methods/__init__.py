"""The network methods: each is one folder; nothing outside of it knows how it estimates."""
