"""One module a page or a family of pages: what is asked, what is answered. Components draw; pages decide."""
