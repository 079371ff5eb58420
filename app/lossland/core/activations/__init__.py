"""One activation a file. Drop a file in; it appears in the menus and in the tests."""
