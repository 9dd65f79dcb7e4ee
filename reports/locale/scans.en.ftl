# A scan at a terminal: what its pages come to, and why one did not open
scan-pages = { $pages ->
    [one] 1 page
   *[other] { $pages } pages
}{ $unseen ->
    [0] {""}
    [one] , of which 1 could not be looked at
   *[other] , of which { $unseen } could not be looked at
}
scan-summary-faults = { scan-pages }: { $kinds ->
    [one] 1 kind
   *[other] { $kinds } kinds
} of fault in { $places ->
    [one] 1 place
   *[other] { $places } places
}; failed: { $criteria }.
scan-summary-known = { scan-pages }: no fault but those that are known. What no machine can test, a person has to.
scan-summary-nothing = { scan-pages }: no fault found. What no machine can test, a person has to.
scan-summary-unseen = { scan-pages }: nothing is known of them.
scan-beside-others = beside the other pages
scan-unasked = { $count ->
    [one] { $checks } could not look
   *[other] { $count } checks could not look ({ $checks })
}: { $why }
scan-port-barred = Browsers open no page at that port, for safety. Serve the page at another one, such as 8000, and name it with that.
scan-no-such-file = There is no such file. Write the path of one that is there.
scan-file-barred = The file may not be read. Let it be read, or write the path of another.
scan-saved-not-shown = It is no web page: the browser saves it as a file, as it does a PDF. Write the address of an HTML page.
scan-asks-to-log-in = The server asks for a user name and a password. Write an address that is open to all.
scan-no-address = The browser takes it for no address. Write it whole, such as https://school.test/
