# En granskning i en terminal: vad sidorna visade sammantaget, och varför en inte gick att öppna
scan-pages = { $pages ->
    [one] 1 sida
   *[other] { $pages } sidor
}{ $unseen ->
    [0] {""}
    [one] , varav 1 inte gick att granska
   *[other] , varav { $unseen } inte gick att granska
}
scan-summary-faults = { scan-pages }: { $kinds } slags fel på { $places ->
    [one] 1 ställe
   *[other] { $places } ställen
}; underkända: { $criteria }.
scan-summary-known = { scan-pages }: inget fel utöver de kända. Det som ingen maskin kan pröva får en människa pröva.
scan-summary-nothing = { scan-pages }: inget fel hittat. Det som ingen maskin kan pröva får en människa pröva.
scan-summary-unseen = { scan-pages }: inget är känt om dem.
scan-beside-others = jämfört med de andra sidorna
scan-unasked = { $count ->
    [one] { $checks } kunde inte titta
   *[other] { $count } kontroller kunde inte titta ({ $checks })
}: { $why }
scan-port-barred = Webbläsare öppnar av säkerhetsskäl ingen sida på den porten. Låt sidan ligga på en annan, till exempel 8000, och ange den.
scan-no-such-file = Det finns ingen sådan fil. Skriv sökvägen till en som finns.
scan-file-barred = Filen får inte läsas. Ge läsrätt till den, eller skriv sökvägen till en annan.
scan-saved-not-shown = Det är ingen webbsida: webbläsaren sparar den som en fil, som den gör med en PDF. Skriv adressen till en HTML-sida.
scan-asks-to-log-in = Servern frågar efter användarnamn och lösenord. Skriv en adress som är öppen för alla.
scan-no-address = Webbläsaren ser det inte som en adress. Skriv den i sin helhet, till exempel https://school.test/
