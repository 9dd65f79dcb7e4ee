# Varför ett försök tog slut, och varför någon inte kom fram under belastning. Koderna står i underlaget.

not-reached-by-tab = { $target } gick aldrig att nå med Tab: fokus stannade på { $stops } ställen och var tillbaka där det började.
focus-trapped = { $target } gick aldrig att nå med Tab: fokus kom inte ur { $at } (2.1.2).
context-changed = { $target } skickade i väg sig själv eller lämnade sidan vid första piltangenten, innan något gick att välja (3.2.2).
keys-without-effect = { $leads ->
    [on] { $target } öppnas inte med { $keys }: den leder till en annan adress.
   *[nowhere] { $target } reagerar inte på { $keys }.
}
not-exposed = { $target } syns på skärmen men är dolt för skärmläsare (1.3.1, 4.1.2).
without-name = { $target } syns på skärmen; en skärmläsare säger ”{ element-role }”, utan namn (4.1.2).
without-role = { $target } syns på skärmen; en skärmläsare läser det som text och säger inte att det går att använda (4.1.2).
named-otherwise = { $target } syns på skärmen; en skärmläsare säger { element-role } ”{ $name }” (2.5.3).
covered = { $target } ligger helt under { $by } och går inte att { $lost ->
    [sight] se
   *[press] trycka på
}.
dialog-left-open = { $target } ligger under { $dialog }, som är öppen och som skriptet inte har besvarat.
not-in-sight = { $target } finns på sidan men går inte att få fram i bild.
cut-off = { $target } skärs av vid kanten av { $by ->
    [page] sidan
   *[other] { $by }
} och ligger { $px } px utanför det som syns; det går inte att rulla dit.
not-scrollable = { $target } är utom synhåll, och { $by ->
    [page] sidan
   *[other] { $by }
} flyttar sig inte när man försöker rulla.
two-way-scrolling = { $target } ligger { $px } px vid sidan av fönstret, och { $by ->
    [page] sidan
   *[other] { $by }
} måste rullas både nedåt och i sidled för att komma dit (1.4.10).
shown-on-hover = { $target } syns bara när en muspekare hålls över; ett finger kan inte hållas över.
no-file-dialog = { $target } öppnar inget val av filer.
disabled = { $target } är avstängd.
option-not-offered = { $target } har inte valet ”{ $option }”.
tick-without-effect = { $target } förblev som det var.
target-not-found = Inget på sidan är { $target }.
several-fit = { $count } saker på sidan är { $target }: { $found }.
several-fit-apart = { $count } saker på sidan är { $target }: { $found }. Så kan de skiljas åt: { $apart }.
no-such-window = Inget annat fönster heter ”{ $window }”.
no-question = Webbläsarens egen fråga ”{ $text }” kom aldrig.
other-question = Frågan var ”{ $asked }”, inte ”{ $text }”.
unanswered-question = { $question ->
    [alert] Sidan meddelade ”{ $asked }” i en dialogruta som skriptet inte väntade sig.
   *[other] Sidan frågade ”{ $asked }”, och skriptet säger inte vad svaret ska vara.
}
not-a-field = Det går inte att skriva i { $target }.
takes-no-file = { $target } tar inte emot en fil som släpps där.
replaced = { $target } ritas om varje gång fokus kommer i närheten.
not-seen = { $target } visade sig inte{ $seen_by ->
    [teacher] { " " }när läraren tittade
    [pupil] { " " }när eleven tittade
    [guardian] { " " }när vårdnadshavaren tittade
   *[other] { "" }
}.
still-seen = { $target } var fortfarande kvar{ $seen_by ->
    [teacher] { " " }när läraren tittade
    [pupil] { " " }när eleven tittade
    [guardian] { " " }när vårdnadshavaren tittade
   *[other] { "" }
}.
read-after-log-out = Efter utloggning gick { $target } fortfarande att läsa.
not-seen-by-other = { $role ->
    [teacher] Läraren
    [pupil] Eleven
   *[guardian] Vårdnadshavaren
} såg inte resultatet.
server-error = Plattformen svarade med fel { $status }.
page-error = Sidan gick sönder: { $error }
status = Plattformen svarade med status { $status }.
timed-out = Sidan svarade inte i tid.
unreachable = Plattformen gick inte att nå ({ $error }).
page-gone = Sidan gick inte att ladda, så inget kan sägas om { $target }.
never-settled = Sidan höll fortfarande på att laddas när tiden var ute, så inget kan sägas om { $target }.
session-expired = Plattformen ville ha en ny inloggning mitt i uppgiften.
no-answer = Plattformen hade inte svarat på { $method } { $url } efter { NUMBER($seconds, maximumFractionDigits: 1) } sekunder.
still-loading = { $target } visade sig inte: sidan höll fortfarande på att laddas när tiden var ute.
nothing-happened = Inget hände efter ”{ $action }”: inget skickades, och sidan förblev som den var. { $target } visade sig inte.
page-crashed = Sidan fick webbläsarens flik att krascha.
browser-gone = Webbläsaren avslutades.
browser-error = Webbläsaren vägrade: { $error }
sign-in-refused = Det gick inte att logga in som { $username }: { $how ->
    [missing] { $said } visades inte efter inloggningen
   *[other] { $said }
}
kept-session-expired = Sessionen för { $username }, som någon loggat in för hand, har gått ut. Förnya den med: { $command }
session-must-last = Prövades inte som { $username }: sessionen skulle ta slut, och bara en människa kan förnya den.
session-in-window = Inte försökt som { $username }: plattformen håller sessionen i fönstret självt (sessionStorage), och att logga in på en skärm och gå vidare på en annan kan den här mätningen inte där.
needs-a-person = { $username } har inget lösenord som ett skript kan skriva; bara en människa kan logga in.
not-prepared = Det som uppgiften behöver gick inte att förbereda: { $said }
not-undone = Det som uppgiften gjort gick inte att ta tillbaka: { $said }
not-offered = Finns inte: { $because }
not-scripted = Plattformsfilen ”{ $platform }” säger inte hur det här görs.
no-account = Skoldata saknar ett konto för { $role ->
    [teacher] lärare
    [pupil] elev
   *[guardian] vårdnadshavare
} i en skolform som har uppgiften ({ $forms }).
problem = { $where }: { $what }. { $do }
assertion = Testet väntade sig något annat: { $said }
exception = Ett fel i skriptet: { $kind } i { $where }.

sent-back-to-log-in = skickades tillbaka till inloggningen
unfinished = inte klar när tiden var ute
connection-refused = anslutningen nekades
connection-closed = anslutningen stängdes
no-connection = ingen anslutning
name-not-resolved = värdens namn är okänt
unreadable-answer = svaret gick inte att läsa
text-not-shown = resultatet visades inte
answer-of-another-shape = svaret var av ett annat slag
value-not-found = ett tidigare svar saknade ett värde
leads-to-another-host = ledde till en annan värd
too-many-redirects = skickades vidare för många gånger
unexplained-value = ett värde som uppspelningen inte kan ta fram
outcome-not-observable = resultatet går inte att se i trafiken
no-traffic = dess gång gjorde inga anrop
no-case-fits = ingen person i skoluppgifterna passar
not-recorded = dess gång spelades inte in
load-interrupted = Någon avbröt den.
load-stopped-failed = Stoppregeln avslutade den: av { $people } personer som gick inom { $seconds } s hade { $failed } misslyckats.
load-stopped-health = Stoppregeln avslutade den: { $url } svarade inte som den ska ({ $said }).
load-generator-died = Lastgeneratorn slutade av sig själv ({ $status }).
load-workers-lost = { $workers ->
    [one] Processen som skickade försvann.
   *[other] Alla { $workers } processer som skickade försvann.
}
answer-status = svar { $status }
status-400 = svar 400, felaktig begäran
status-403 = svar 403, nekad åtkomst
status-404 = svar 404, finns inte
status-500 = svar 500, fel i servern
status-502 = svar 502, fel i mellanled
status-503 = svar 503, överbelastad
status-504 = svar 504, mellanledet gav upp
no-recording = dess gång spelades inte in
