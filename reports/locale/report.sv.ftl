# Rapporten på svenska: korta ord, för en lärare.

document-title-scan = tillgänglighet på sidor
document-title = användbarhet, tillgänglighet, belastning och integritet
skip = Hoppa till svaret
dark-switch = ☾ Växla ljust och mörkt
filter = Visa bara rader med
footer = Gjord av Skolprov { $version } ur körningens underlag; varje siffra kan räknas fram därifrån igen.
more = Mer
sideways = ↔ Rulla åt sidan för mer
yes = ja
no = nej

# Första skärmen
section-answer = Svaret
section-tasks = Uppgifter
section-changes = Vad som ändrats, steg för steg
section-effort = Arbetsinsats
section-accessibility = Tillgänglighet
section-pages = Sidor
section-load = Under belastning
section-privacy = Integritet
section-method = Metod och finstilt
section-data = Data
sections = Rapportens delar

verdict-worse = Versionen ”{ $candidate }” är sämre än ”{ $baseline }”.
verdict-better = Versionen ”{ $candidate }” är bättre än ”{ $baseline }”.
verdict-no-meaningful-difference = Ingen skillnad av betydelse mellan ”{ $candidate }” och ”{ $baseline }”.
verdict-cannot-tell = Det går inte att säga om ”{ $candidate }” är bättre eller sämre än ”{ $baseline }”.
verdict-one-build = Versionen ”{ $build }”, mätt för sig: inget jämförs.
verdict-scan = ”{ $build }”: { $pages ->
    [0] ingen sida gick att granska
    [one] en sida, öppnad på sin adress
   *[other] { $pages } sidor, öppnade på sina adresser, en och en
}.
faults-shared = Ett nytt fel som flera roller möter räknas för var och en av dem; sammanlagt är de { $number }.
verdict-key = Siffrorna: { $baseline } → { $candidate }; en siffra där båda är lika.
verdict-key-effort = Arbetsinsats: medeltalet över de uppgifter som båda klarade, viktat efter hur ofta var och en görs.
how-sure = Hur säkert är det?
table-kinds = Vad som är fel, och på hur många sidor
head-kind = Slags fel
head-pages = Sidor
head-became = Vad det blev av det
more-kinds = { $number ->
    [one] Ett slags fel till
   *[other] { $number } slags fel till
}
scan-change-new = { $number } nya
scan-change-fixed = { $number } åtgärdade
scan-change-remaining = { $number } kvar
scan-change-only-in-baseline = { $number } på sidor som inte längre finns med
scan-change-only-in-candidate = { $number } på sidor som inte fanns med förut
table-verdict = Svaret per roll och mått
area-task-success = Klarade uppgifter
area-effort = Arbetsinsats per uppgift
cell-predicted-time = egen tid i medeltal
cell-wait = väntan på plattformen i medeltal
cell-load-success = blev klara
cell-load-p95 = tid tills det är klart, för 95 av 100
area-accessibility = Tillgänglighetsfel
area-load = Under belastning
area-privacy = Läckor
fact-selected = Endast
fact-not-measured = Inte mätt
fact-comparable = Jämförbart
fact-differs = Skiljer sig
fact-note = Obs
comparable-yes = Ja: samma uppgifter, samma sätt att mäta, samma webbläsare och maskin.
comparable-yes-scan = Ja: samma kontroller, nivå och standard, samma webbläsare och maskin.
comparable-partly = Delvis: se vad som skiljer sig.
comparable-no = Nej: det som skiljer sig är mätt på ett annat sätt.
differs-nothing = Inget.
touches-everything = inget går att jämföra
touches-attempts = inget annat än belastning går att jämföra
touches-times = väntan och belastning jämförs med vidare marginaler eller inte alls
touches-accessibility = tillgänglighetsfynd går inte att jämföra
touches-effort-and-findings = arbetsinsats och fynd går inte att jämföra
touches-findings-and-times = tillgänglighetsfynd går inte att jämföra, väntan och belastning jämförs med vidare marginaler eller inte alls
touches-load = denna belastning går inte att jämföra
touches-nothing = påverkar inte siffrorna
short-unknown-people = om folk är nöjda, förstår och lär sig
short-unknown-screen-readers = vad den som använder skärmläsare får höra
short-unknown-real-screen-readers = vad NVDA, JAWS och VoiceOver verkligen säger
short-unknown-mode-pointer = användning med mus
short-unknown-mode-keyboard = användning utan mus
short-unknown-mode-touch = pekskärm
short-unknown-mode-zoom = sidor förstorade till 400 %
short-unknown-journeys = vad det blir av sidorna medan någon använder dem
short-unknown-load = belastning
short-unknown-privacy = integritet
short-unknown-privacy-of = integriteten i { $build }
short-unknown-accessibility = tillgänglighet
short-unknown-not-by-form-or-mode = belastning och integritet, som inte går att dela upp på skolform eller arbetssätt
short-unknown-not-scripted = { $count ->
    [one] en uppgift
   *[other] { $count } uppgifter
} som plattformsfilen { $about } inte beskriver
short-unknown-no-account = { $count ->
    [one] en uppgift
   *[other] { $count } uppgifter
} utan konto för { $about ->
    [teacher] lärare
    [pupil] elev
   *[guardian] vårdnadshavare
}
not-measured = inte mätt
judgement-worse = sämre
judgement-better = bättre
judgement-no-meaningful-difference = ingen skillnad av betydelse
judgement-cannot-tell = går inte att säga
leaks-added = { $number ->
    [one] 1 ny
   *[other] { $number } nya
}
faults-added = { $number ->
    [one] 1 nytt
   *[other] { $number } nya
}
faults-removed = { $number } borta
tasks-worse-by = { $number ->
    [one] sämre: { $task } { $figure }
   *[other] sämre i { $number } uppgifter, mest i { $task } { $figure }
}
tasks-worse = { $number ->
    [one] sämre: { $task }
   *[other] sämre i { $number } uppgifter
}

# Roller, skolformer, sätt
roles-teacher = Lärare
roles-pupil = Elever
roles-guardian = Vårdnadshavare
roles-user = Användare
role-any = Alla
roles-any = Alla
role-teacher = Lärare
role-pupil = Elev
role-guardian = Vårdnadshavare
role-user = Användare
form-P = Förskola
form-C = Grundskola
form-U = Gymnasieskola
form-A = Vuxenutbildning
mode-pointer = mus
mode-keyboard = tangentbord
mode-touch = pekskärm
mode-zoom = förstoring
mode-screen-reader = skärmläsare

# Uppgifter
lead-tasks = Vem som nådde målet, och hur. { $repeats ->
    [one] Ett försök
   *[other] { $repeats } försök
} per uppgift, sätt och version; rutan säger hur många som lyckades.
table-tasks = Uppgifter per sätt
table-verdict-head = Roll
head-task = Uppgift
head-role = Roll
head-mode = Sätt
head-build = Version
head-attempts = Försök
head-success = Lyckades
head-interval = 95 % intervall
key-tasks = ✓ alla lyckades; ✗ alla lyckades inte, och vad som tog stopp. – inget försök räknas: funktionen finns inte, eller så gick mätningen fel. Intervallet visas när du pekar på rutan och i tabellen nedanför.
key-forms = P förskola, C grundskola, U gymnasieskola, A vuxenutbildning.
fewer-than-planned = färre försök än planerat
tasks-intervals = Alla siffror med 95 % intervall
interval = { $low } till { $high }
interval-95 = 95 % intervall: { $interval }
points = { $points } procentenheter
groups-head = Per skolform och per sätt
groups-lead = Andel försök som lyckades, med 95 % intervall (Wilson).
group-form = Skolform
group-mode = Sätt
nothing-attempted = Ingen uppgift prövades.
stops-head = Vad som tog stopp
stops-lead = Alla sätt som ett försök slutade på utan att nå målet. Försök som slutade likadant står en gång.
tasks-absent = { $number ->
    [one] 1 uppgift erbjuds inte
   *[other] { $number } uppgifter erbjuds inte
 }
nothing-offered = Inget erbjuds dem
absent-head = Vad som inte finns
absent-lead = Funktioner som saknas enligt plattformens fil. De räknas varken som att det lyckades eller som att det misslyckades.
where = Var
heard-near = Där läses upp
focus-path = Hit gick fokus
console = Sidans egna fel
at-step = steg { $step }, { $name }
picture-end = { $build } där ”{ $task }” tog slut
outcome-succeeded = lyckades
outcome-failed = misslyckades
outcome-barrier = hinder
outcome-not-offered = finns inte
outcome-script-error = fel i skriptet
outcome-environment-error = gick inte att pröva
outcome-harness-error = vårt fel

# Steg för steg
lead-changes = För varje uppgift som blivit sämre: båda vägarna genom den, under varandra. Steget som skiljer sig är märkt med ≠. Varje sida fotograferas en gång, när ett försök först kommer dit; var det ett annat försök står det vid bilden, som då kan visa andra personer.
against = { $candidate } mot { $baseline }
step-differs = Skiljer sig
step-ended = Kom inte längre
step-missing = Steget finns inte här
step-not-reached = Kom inte hit
no-way-worse = Ingen uppgift blev sämre.
picture-of-another = Bild: ett annat försök på samma sida
picture-step = { $build }: skärmen efter ”{ $step }”
count-actions = { $number ->
    [one] 1 handling
   *[other] { $number } handlingar
}
count-clicks = { $number ->
    [one] 1 klick
   *[other] { $number } klick
}
count-keystrokes = { $number ->
    [one] 1 tangent
   *[other] { $number } tangenter
}
count-pages = { $number ->
    [one] 1 sida
   *[other] { $number } sidor
}
count-listened = { $number ->
    [one] 1 del uppläst
   *[other] { $number } delar upplästa
}
wait-alone = { $wait } s väntan
own-time = { $own } s
own-and-wait = { $own } s + { $wait } s väntan

# Arbetsinsats
lead-effort = Vad en uppgift kostar: den vanes egen tid, beräknad ur varje klick och tangent, och tiden som plattformen låter en vänta. De läggs aldrig ihop.
effort-table = Sida vid sida
key-effort = { $number ->
    [one] { "" }
   *[other] Siffrorna i denna ordning, en där alla är lika:
}
effort-alike = { $number ->
    [one] En rad till, utan skillnad av betydelse
   *[other] { $number } rader till, utan skillnad av betydelse
}
effort-profile = Personen är { $typist } ({ $keystroke } s per tangent), { $age } (gånger { $factor }); { $pointing ->
    [fitts] att peka tar så lång tid som Fitts lag säger av avstånd och storlek.
   *[klm] att peka tar alltid 1,1 s.
}
typist-best = bland de allra snabbaste vid tangentbordet
typist-good = snabb vid tangentbordet
typist-average-skilled = van vid att skriva, som folk är mest
typist-average-non-secretary = medelsnabb vid tangentbordet och skriver inte i sitt yrke
typist-random-letters = någon som skriver bokstäver utan sammanhang
typist-complex-codes = någon som skriver invecklade koder
typist-worst = ovan vid tangentbord
age-18-39 = 18 till 39 år
age-40-55 = 40 till 55 år
age-56-65 = 56 till 65 år
age-66 = 66 år eller äldre
sums-head = Varje egen tid som en summa
sums-key = Ett försök per uppgift: det vars egna tid ligger i mitten. M en tanke, P att peka, B en musknapp trycks ner eller släpps, H handen flyttas mellan mus och tangentbord, K en tangent; allt i sekunder. Att titta kostar ingenting. Väntan är plattformens och läggs aldrig till.
sums-marked = inte likadant i { $baseline }
sums-differs = skiljer sig
sums-total = Summa
sums-multiplied = Gånger { $factor }, för åldern
head-step = Steg
head-action = Handling
head-operators = Vad den består av, sekunder för varje
head-own = Egen tid, s
head-wait = Väntan, s
vitals-head = Sidorna så som webbläsaren såg dem
vitals-key = Det mellersta av alla besök, och av alla försök som nådde målet; ett streck där webbläsaren inte sade något. Det som bara ändrades på en sida som redan fanns har inga egna siffror, och ett tryck som leder till en annan sida ingen reaktion. Gränserna är web.devs och gäller vad människor möter, inte en maskin för sig. De bedöms inte: det gör väntan ovan.
vitals-table = Uppgift för uppgift
vitals-limit = bra: högst { $limit }
vitals-shared = Mätt med { $workers } försök åt gången, som höll upp varandra: ska inte ställas mot gränserna.
vitals-not-comparable = Villkoren skiljer sig: ska inte jämföras mellan versionerna.
effort-stopped = ✗ ingen kom fram i { $builds }
effort-unreached = Där ingen nådde målet finns ingen arbetsinsats att redovisa:
chart-effort-title = Arbetsinsats per uppgift, { $mode }
chart-effort-description = En rad för var och en av { $number } uppgifter, med ett märke för var och en av { $builds }: till vänster beräknad egen tid, till höger väntan. Strecken är 95 % intervall. Siffrorna står i tabellen nedanför.
axis-predicted = Egen tid, beräknad (s)
axis-wait = Väntan (s)
measure-task-success = Klarade uppgifter
measure-actions = Handlingar
measure-clicks = Klick
measure-keystrokes = Tangenttryck
measure-pages = Sidor
measure-scrolled = Rullning
measure-lostness = Vilsenhet
measure-ttfb = Svaret börjar, TTFB
measure-lcp = Största innehållet syns, LCP
measure-inp = Reaktion, INP
measure-cls = Sidan rör sig, CLS
measure-pointer-travel = Muspekarens väg
measure-predicted-time = Egen tid
measure-listened = Upplästa delar
measure-wait = Väntan
measure-step-wait = Väntan i ett steg
measure-accessibility = Tillgänglighetsfel
measure-load-success = Klart under belastning
measure-load-p50 = Hälften klara inom
measure-load-p95 = 95 % av dem som blev klara, inom
measure-load-p99 = 99 % klara inom
measure-privacy = Läckor

# För den som lyssnar
section-hearing = För den som lyssnar
lead-hearing = Samma uppgifter för den som lyssnar på sidan: hur mycket som måste läsas upp, och om resultatet meddelas eller måste letas fram. Där uppgiften är att hitta något är letandet själva uppgiften.
hearing-approximation = En efterbildning av en skärmläsare på Chromiums tillgänglighetsträd: inte NVDA, JAWS eller VoiceOver.
hearing-announced = { $of ->
    [0] ingen nådde ett resultat som kunde meddelas
   *[other] resultatet meddelades i { $announced } av { $of } försök som lyckades
}.
head-read-past = Rad för rad
head-announced = Resultatet meddelat
unnamed-head = Kontroller utan namn
unnamed-lead = De fanns på vägen; den som lyssnar kan inte veta vad de gör.
unnamed-control = { element-role } utan namn, efter ”{ $after }”

# Tillgänglighet
lead-accessibility = Vad automatiska kontroller fann på varje sida som uppgifterna går igenom. De finner en del av det som hindrar människor; att inget hittats betyder inte att allt är bra.
lead-accessibility-scan = Vad automatiska kontroller fann på sidorna. De finner en del av det som hindrar människor; att inget hittats betyder inte att allt är bra.
lead-pages = Varje sida som angavs, och vad som fanns på den. God praxis räknas inte som fel.
table-pages = Varje sida, och vad som fanns på den
head-page = Sida
page-not-asked = inte bland sidorna
page-not-opened = Gick inte att öppna: { $why }
page-not-scanned = gick inte att kontrollera
page-faults = { $number ->
    [0] inget fel hittat
    [one] ett fel
   *[other] { $number } fel
}
page-doubts = { $number } att granska av en människa
page-practices = { $number } om god praxis
unasked-took-too-long = sidan tog för lång tid
unasked-could-not-look = sidan ändrades eller höll kontrollen ute
unasked-not-responding = sidan svarade inte
unasked-page-closed = sidan stängde sig själv
unasked-navigated-away = sidan gick någon annanstans under tiden
unasked-scripts-forbidden = sidan tillåter inga skript
unasked-engine-failed = axe-core misslyckades på sidan
unasked-harness-error = ett fel i Skolprov självt
not-scanned = Inte känt: sidornas tillgänglighet kontrollerades inte i den här körningen.
no-findings = Kontrollerna som kördes hittade inga fel.
table-hindered = Så många fel står i vägen för varje uppgift
hindered-key = Ett fel som står i vägen för flera räknas för var och en.
findings-new = Nya
findings-new-explained = Bara i { $candidate }; { $baseline } var på samma ställe och har dem inte.
findings-only-in-candidate = Bara i { $candidate }
findings-only-in-candidate-explained = Sedda i { $candidate }, på ställen som { $baseline } inte har eller inte kom till.
findings-remaining = Kvar
findings-remaining-explained = I både { $baseline } och { $candidate }.
findings-only-in-baseline = Bara i { $baseline }
findings-only-in-baseline-explained = Sedda i { $baseline }, på ställen som { $candidate } inte har eller inte kom till.
findings-fixed = Åtgärdade
findings-fixed-explained = I { $baseline }; { $candidate } var på samma ställe och har dem inte längre.
findings-all = Fel
findings-all-explained = Allt som har ett framgångskriterium bakom sig.
element-role = { $role ->
    [alert] meddelande
    [alertdialog] varningsdialog
    [article] artikel
    [banner] sidhuvud
    [blockquote] citat
    [button] knapp
    [cell] cell
    [checkbox] kryssruta
    [code] kod
    [columnheader] kolumnrubrik
    [combobox] kombinationsruta
    [complementary] sidodel
    [contentinfo] sidfot
    [definition] definition
    [dialog] dialogruta
    [document] dokument
    [figure] figur
    [form] formulär
    [graphics-document] grafik
    [grid] rutnät
    [gridcell] cell
    [group] grupp
    [heading] rubrik
    [img] bild
    [image] bild
    [link] länk
    [list] lista
    [listbox] listruta
    [listitem] punkt i lista
    [main] huvuddel
    [menu] meny
    [menubar] menyrad
    [menuitem] menyval
    [menuitemcheckbox] menyval med kryss
    [menuitemradio] menyval med alternativ
    [meter] mätare
    [navigation] navigering
    [option] alternativ
    [paragraph] stycke
    [progressbar] förloppsmätare
    [radio] alternativknapp
    [radiogroup] grupp av alternativ
    [region] del
    [row] rad
    [rowgroup] radgrupp
    [rowheader] radrubrik
    [scrollbar] rullningslist
    [search] sök
    [searchbox] sökfält
    [separator] avdelare
    [slider] reglage
    [spinbutton] talfält
    [status] status
    [switch] strömbrytare
    [tab] flik
    [table] tabell
    [tablist] flikrad
    [tabpanel] flikpanel
    [term] term
    [text] text
    [textbox] textfält
    [time] tid
    [timer] tidtagare
    [toolbar] verktygsrad
    [tooltip] knappbeskrivning
    [tree] träd
    [treeitem] gren i träd
   *[other] { $role }
}

# Vad som gjordes i en gång, och med vad.
told-thing = { $role ->
    [address] adressen
    [button] knappen
    [checkbox] kryssrutan
    [combobox] kombinationsrutan
    [crossing] rutan i tabellen
    [css] CSS
    [dialog] dialogrutan
    [field] fältet
    [file] filfältet
    [heading] rubriken
    [image] bilden
    [link] länken
    [listbox] listrutan
    [menuitem] menyvalet
    [option] alternativet
    [path] vägen
    [question] frågan
    [radio] alternativknappen
    [row] raden
    [searchbox] sökfältet
    [slider] reglaget
    [spinbutton] talfältet
    [switch] strömbrytaren
    [tab] fliken
    [text] texten
    [textbox] textfältet
    [treeitem] grenen
    [window] fönstret
   *[other] { element-role }
} ”{ $name }”
told-name = ”{ $name }”
told-page = sidan
told-place = { $thing } i ”{ $place }”
told-deed = { $verb ->
    [open] öppna
    [reload] ladda om
    [back] gå tillbaka från
    [follow] följ
    [click] klicka på
    [fill] fyll i
    [choose] välj i
    [tick] kryssa för
    [untick] kryssa ur
    [attach] bifoga i
    [agree] svara ja på
    [decline] svara nej på
    [switch_to] byt till
    [expect] förvänta
    [expect_no] förvänta inte
    [read] läs
   *[other] { $verb }
} { $thing }

findings-apart = Räknas inte som fel
findings-needs-review = Behöver ses av en människa
findings-needs-review-explained = Kontrollerna kunde inte avgöra saken.
findings-known = Kända
findings-known-explained = Någon tar hand om dem; till och med sin dag underkänner de inget och räknas ingenstans.
findings-best-practice = God sed
findings-best-practice-explained = Råd som inget framgångskriterium står bakom.
stands-in-the-way-of = I vägen för
stands-on = På
and-more-pages = { $number ->
    [one] och en till
   *[other] och { $number } till
}
no-task = Ingen uppgift går här
how-to-mend = Så rättas det
criteria = Kriterium
rule = Regel
engine-Skolprov-s-checks = Skolprovs egna kontroller
impact-minor = liten
impact-moderate = måttlig
impact-serious = allvarlig
impact-critical = kritisk
seen-in = { $states ->
    [one] Sett på en sida i { $builds }.
   *[other] Sett på { $states } sidor i { $builds }.
}
done-way-read = I ”{ $task }”, vid ”{ $step }” ({ $mode }), lästes sidan som den stod.
done-way-operated = I ”{ $task }”, vid ”{ $step }” ({ $mode }), kom man till sidan; den öppnades igen på sin adress, och kontrollen använde den.
done-start-read = I ”{ $task }”, före det första steget ({ $mode }), lästes sidan som den stod.
done-start-operated = I ”{ $task }”, före det första steget ({ $mode }), kom man till sidan; den öppnades igen på sin adress, och kontrollen använde den.
done-page-read = ”{ $page }” öppnades och lästes som den stod.
done-page-operated = ”{ $page }” öppnades, och kontrollen använde den.
picture-in = Bild, i körningens mapp:
spread-to = Nytt på:
is-reproduced = Återkom i minst två försök.
measured-contrast = Kontrast { $contrastRatio } till 1, text { $fgColor } på { $bgColor }; minst { $expectedContrastRatio } krävs.
measured-link-contrast = Bara { $contrastRatio } till 1 mellan länken ({ $nodeColor }) och texten omkring ({ $parentColor }); { $requiredContrastRatio } till 1 krävs där bara färgen skiljer dem åt.
measured-size = { $width } gånger { $height } pixlar; minst { $minSize } gånger { $minSize }, eller lika mycket luft omkring, krävs.
doubt-picture = Texten står på en bild: se efter om den går att läsa överallt.
doubt-gradient = Bakgrunden skiftar färg bakom texten: se efter om den går att läsa överallt.
doubt-overlap = Något ligger över eller under texten: se efter om den går att läsa.
doubt-generated = Bakgrunden ritas av stilmallen före eller efter elementet: se efter om texten går att läsa.
doubt-short = Ett enda tecken, som kan vara en symbol och ingen text: se efter om det behöver läsas.
doubt-signs = Tecken utan bokstäver: se efter om de behöver läsas.
doubt-shadow = Texten har en skugga: se efter om den går att läsa.
doubt-same-colour = Text och bakgrund har samma färg: se efter om något är dolt där med avsikt.
doubt-outside = Elementet ligger utanför skärmen: se på det där det visas.
element-details = Element, adress och var mer
elsewhere = Samma fel på:
more-places = { $number ->
    [one] Ett ställe till
   *[other] { $number } ställen till
}
picture-order = Ordningen som Tab leder i, numrerad, med elementet { $element }: { $fault }
picture-element = Elementet { $element } med omgivning, inramat: { $fault }
small-targets-head = För små ställen att trycka på
small-targets-lead = Det som måste träffas med fingret på vägen till ett mål, är mindre än 24 × 24 CSS-pixlar och ligger så nära något annat att undantaget för avstånd inte gäller (2.5.8). Om samma sak går att göra på ett annat sätt, eller om storleken är nödvändig, får en människa avgöra.
small-targets-caption = Måste träffas
small-targets-none = Inga: allt som måste träffas är stort nog, eller ligger för sig.
small-targets-allowed = { $number ->
    [one] Ett mindre ställe är tillåtet
   *[other] { $number } mindre ställen är tillåtna
}: tack vare avståndet runt om, i en löpande text, eller som webbläsarens eget.
head-target = Det som ska träffas
head-size = Storlek, CSS-px
criteria-head = Kriterium för kriterium
criteria-asked = Efterfrågat: { $standard }, nivå { $levels }.
criteria-lead = ”Inget hittat” betyder inte att kravet är mött: det säger att reglerna som står där har tittat och inte sett något fel. Resten får en människa avgöra.
criteria-counts = Av { $of } framgångskriterier är { $failed } { $failed ->
    [one] underkänt
   *[other] underkända
}, { $review } behöver en människa, i { $nothing } hittades inget, och { $untested } prövades inte av någon maskin.
criteria-telling = Kriterier som inte klarades eller behöver en människa
criteria-quiet = { $number ->
    [one] Ett kriterium där inget hittades eller inget prövades
   *[other] { $number } kriterier där inget hittades eller inget prövades
}
criterion-failed = { $problems ->
    [one] ✗ underkänt: 1 fel
   *[other] ✗ underkänt: { $problems } fel
}
criterion-needs-review = { $problems ->
    [one] ? behöver en människa: 1 fynd att granska
   *[other] ? behöver en människa: { $problems } fynd att granska
}
criterion-barred-failed = ✗ underkänt: { criterion-barred }
criterion-barred-needs-review = ? behöver en människa: { criterion-barred }
criterion-barred = { $tasks ->
    [one] folk hindrades i 1 uppgift
   *[other] folk hindrades i { $tasks } uppgifter, varje arbetssätt räknat för sig
}
criterion-barrier = { $role }, { $task }, { $mode }: { $what }
criterion-nothing-found = inget hittat av { $rules }
criterion-not-tested = inte prövat
criterion-on-pages = { $pages ->
    [one] på 1 sida
   *[other] på { $pages } sidor
}
criterion-tasks = På vägen i { $tasks }
criterion-more = { $number } till
criterion-doubts-too = ? och { $number } till som en människa får granska
criterion-found-nothing = Tittade och hittade inget: { $rules }
criterion-unasked = { $pages ->
    [one] Kunde inte titta på 1 sida: { $rules }
   *[other] Kunde inte titta på upp till { $pages } sidor: { $rules }
}
criterion-not-run = Kördes inte: { $rules }
not-tested-inapplicable = det fanns inget där för { $rules } att titta på
not-tested-not-run = reglerna som prövar det kördes inte
not-tested-no-rule = ingen regel, vare sig vår eller axe-cores, prövar det
clause-not-in = finns inte i { $versions }
persons-head = Vem som drabbas
persons-lead = Människor efter vad de inte kan eller har svårt för, så som tillgänglighetsstandarden EN 301 549 delar in dem. Vem ett fel betyder mest för är vår tolkning, inte standardens egen tabell. Där inget fel hittades kan människor bli hindrade ändå.
head-person = Människor
person-hit = ✗ { $number } fel
person-barred = { $number ->
    [one] ✗ hindrade i 1 uppgift
   *[other] ✗ hindrade i { $number } uppgifter, varje arbetssätt räknat för sig
}
person-no-fault = inget fel hittat
person-review = Ska granskas: { $criteria }
person-not-tested = { $of ->
    [one] det enda kriteriet
   *[other] { $number } av { $of } kriterier
} prövades inte
person-no-criterion = inte känt: inget av de efterfrågade kriterierna handlar främst om dem
head-criterion = Kriterium
head-level = Nivå

# Belastning
lead-load = Människor kommer när de kommer, vare sig plattformen hinner med eller inte. Väntan räknas från det ögonblick då personen ville göra något.
load-missing = Inte känt: ingen belastning skickades i den här körningen.
situation-absence-morning = Frånvaromorgon
situation-morning-bell = Morgonens första lektion
situation-grade-release = Betygssläpp
situation-distance-day = Dag med fjärrundervisning
situation-weekly-letter = Veckobrev
situation-ordinary-day = Vanlig dag
situation-ramp = Ökning tills det brister
load-sent = { $builds }: { $people } personer på { $duration } s, som mest { $peak } i minuten; { $mix }.
load-pupils = { $builds }: lika många i minuten som i ett skolväsen med { $pupils } elever, där { $visits } personer skulle komma på { $minutes } minuter; här gick samma uppgång och nedgång på { $duration } s, så att köer hade mindre tid att växa.
load-scaled = { $builds }: den här maskinen kunde inte skicka mer än { $share } av vad ett skolväsen med { $pupils } elever skulle göra.
load-planned = { $builds }: { $requests } anrop skulle skickas, som mest { $rate } på en sekund; { $number ->
    [0] inget av dem skriver uppgifter.
    [one] ett av dem kan skriva uppgifter: { $tasks }.
   *[other] { $number } av dem kan skriva uppgifter: { $tasks }.
}
load-label = kan hittas på ordet { $words }
load-hurried = { $builds }: människorna skrev och klickade lika fort som inspelningens webbläsare, så att färre var inloggade samtidigt än det annars skulle vara.
load-prepared = { $builds }: det som de här uppgifterna behöver lades i ordning innan, vilket också kan ha skrivit uppgifter: { $tasks }.
load-accounts = { $number ->
    [one] för ett konto
   *[other] för { $number } konton
}
load-taken-back = { $builds }: det som skrevs togs bort efteråt.
load-left = { $build }: ingen vet om det som de här personerna skrev är borta: { $tasks }.
load-left-out = { $builds }: skickades ingenting, fast de inspelade sidorna frågar dem: { $hosts }.
load-stopped = { $build }: slutade i förtid. { $reason }
load-workers = { $workers } processer delade på dem som kom.
load-lost-worker = { $build }: en av de { $workers } processer som skickade försvann. Den hördes av senast efter { $heard } s, och att den var borta märktes efter { $noticed } s: hur det gick för { $unknown ->
    [one] en person
   *[other] { $unknown } personer
} vet ingen. { $taken ->
    [0] Ingen mer skulle komma genom den.
    [one] En person som skulle komma genom den släpptes in av de andra.
   *[other] { $taken } personer som skulle komma genom den släpptes in av de andra.
}
load-late = { $build }: mätmaskinen, med { $cpu } av en kärna upptagen, släppte fram { $late ->
    [one] en person
   *[other] { $late } personer
} för sent; den väntan är dess gräns, inte plattformens.
load-again = { $build }: { $count ->
    [one] en öppen förbindelse stängdes utan svar, och anropet skickades en gång till
   *[other] { $count } gånger stängdes en öppen förbindelse utan svar, och anropet skickades en gång till
}: { $requests }. Tiden för båda försöken räknas.
load-success-change = förut klarade { $before } ”{ $task }”; med { $build } klarar { $after } det
load-p95-change = av dem som blev klara med ”{ $task }”, { $few_before ->
    [0] 95 av 100
   *[other] den långsammaste av { $few_before }
} inom { $before }; med { $build } { $few_after ->
    [same] {""}
    [0] 95 av 100 {""}
   *[other] den långsammaste av { $few_after } {""}
}inom { $after }
load-change-sign-in = av dem som loggade in, { $few_before ->
    [0] 95 av 100
   *[other] den långsammaste av { $few_before }
} inom { $before }; med { $build } { $few_after ->
    [same] {""}
    [0] 95 av 100 {""}
   *[other] den långsammaste av { $few_after } {""}
}inom { $after }
slowest-within = tid tills det är klart, för den långsammaste av { $people }
slowest-of = { $people ->
    [one] bara en person
   *[other] den långsammaste av { $people }
}
load-not-replayed = { $builds }: ”{ $task }” gick inte att spela upp: { $reason }
chart-load-title = { $situation }: människor och väntan över tid
chart-load-description = Överst hur många som kommer och blir klara varje minut; underst väntan för den mittersta (p50) och för var tjugonde (p95), i { $builds }. Siffrorna står i tabellen nedanför.
axis-people = Personer i minuten
axis-seconds = Sekunder tills det är klart
axis-time = Sekunder från början
curve-arriving = kommer
curve-done = { $build }, klara
curve-p95 = { $build }, p95
curve-p50 = { $build }, p50
table-behind = Siffrorna bakom diagrammet
load-tasks = Uppgifter under belastning
load-requests = Anropen under, för utvecklaren
key-load = Av dem som blev klara – p50: hälften inom denna tid; p95: 95 av 100; p99: 99 av 100. Med färre än 20 personer är p95, och med färre än 100 är p99, tiden för den långsammaste; så är det i diagrammet vid tidpunkter med färre än 20. { $number ->
    [one] { "" }
   *[other] Siffrorna i denna ordning:
}
# Uppspelningar före belastningen
replays-head = Uppspelat en gång, före belastningen
replays-lead = Före all belastning skickades varje uppgift en gång som ett konto som inte hade spelat in den. { $left ->
    [0] Alla { $all } gjorde det som var inspelat.
   *[other] { $done } av { $all } gjorde det som var inspelat; de andra är inte med i belastningen.
}
replays-table = Uppgift för uppgift
head-form = Skolform
head-as-recorded = Anrop som inspelat
head-rules = Regler
head-replayed = Uppspelad
replay-requests = { $alike } av { $requests }
replay-done = ja, med sitt resultat
replay-left-out = nej, inte med i belastningen: { $reason }
replay-differs = besvarades på annat sätt än i inspelningen: { $requests }
replay-unexplained = det är okänt varifrån detta kommer: { $values }
replay-corrected = { $count ->
    [one] ett värde för hand
   *[other] { $count } värden för hand
}
key-replays = Anrop som inspelat – besvarade med samma status, och med ett svar av ungefär samma storlek (inget är mer än dubbelt så stort som det andra). Regler – från hur många ställen i svaren uppspelningen tar dagens värden (kodord, id, adresser), utöver formulären som den fyller i som de kommer; alla står i körningens rules.toml.
all-tasks = Alla uppgifter
load-task-sign-in = Inloggning
head-started = Personer
head-completed = Klara, %
head-done = Klara
head-failed = Misslyckade
head-failures = Varför de misslyckades
head-request = Anrop
head-from = Från, s

# Integritet
lead-privacy = Ett kontos personliga sidor, begärda igen av ett annat konto eller efter utloggning. En läcka visar vad som inte borde synas; själva personuppgifterna sparas aldrig.
not-known = Inte känt: { $why }.
privacy-missing = Inte känt: inget frågades i den här körningen.
table-privacy = Vad som kom tillbaka, i antal svar
head-question = Fråga
privacy-isolation = Kan ett annat konto läsa det?
privacy-residue = Kan nästa person vid datorn läsa det?
disclosure-denied = Nekat
disclosure-public = Öppet för alla
disclosure-same-as-own = Samma som eget
disclosure-leak = Läcka
leaks-head = Vad som läckte
leaks-key = En rad för varje adress och vems innehåll den visar, hur ofta och av vem den än begärdes. Det är dessa rader som första skärmen räknar.
leak-addresses = { $number ->
    [one] på en adress
   *[other] på { $number } adresser
}
leak-answers = { $number ->
    [one] ett svar
   *[other] { $number } svar
}
read-by-next-person = nästa person vid datorn, efter utloggning
head-whose = Tillhör
head-read-by = Kunde läsas av
head-disclosed = Vad som gick att läsa
head-address = Adress
asked-by-teacher = en annan lärare
asked-by-pupil = en elev
asked-by-guardian = en annan vårdnadshavare
asked-by-nobody = någon som inte är inloggad

# Metod
lead-method = Hur omdömena kommit till, under vilka förhållanden, och vad rapporten inte vet.
sure-head = Hur säkert är det?
rule-scan = Varje sida öppnades på sin adress och kontrollerades en gång. Ett slags fel är vad en regel eller kontroll finner; samma del av en sida på flera sidor är ett fel på alla dem.
rule-scan-compared = Fel jämförs ett och ett, efter vad de är och på vilken sida. Nytt är det som finns på en sida som har granskats förut och då inte hade det; det gör en version sämre. Det som finns på sidor som bara ena sidan granskade redovisas för sig och avgör ingenting.
rule-reproduced = Upprepat: sett i varje par av försök (minst två) i den ena versionen och i inget i den andra. Ett faktum som inte behöver någon sannolikhet.
rule-sampled = Stickprov: ur 95 % intervall för parade försök, med Wilcoxons teckenrangtest eller McNemars test, korrigerat enligt Holm för antalet test. Vid få par bedöms väntan efter hela körningens brus, och alla par måste peka åt samma håll. ”Ingen skillnad av betydelse” betyder att hela intervallet ligger inom marginalen; gör det inte det står det ”går inte att säga”, aldrig ”lika”.
rule-counted = Räknat: fel och läckor jämförs ett för ett, efter vad de är och var de finns.
rule-together = Tillsammans: två försök är för få för att säga något om en enda uppgift; den bedöms ihop med alla andra uppgifter vars försök är lika eniga.
rule-missing = Saknas: ena sidan har ingen siffra, så det finns inget att säga.
rule-success = I andelen som lyckas räknas försök som lyckades, misslyckades eller mötte ett hinder. Försök som vårt skript, nätet eller Skolprov självt förstörde visas men räknas inte.
rule-effort = Egen tid är beräknad med tangenttrycksmodellen (Card, Moran och Newell 1980): en tangent efter hur van personen är, att trycka ner eller släppa 0,1 s, att flytta handen 0,4 s, en tanke 1,2 s, placerad efter Kieras 2001; att peka 0,23 s + 0,166 s · log2(avstånd / kortaste sidan + 1) (MacKenzie och Buxton 1992), eller 1,1 s där måtten inte är kända. Den gäller en van person som inte gör fel.
rule-hearing = Upplästa delar: hur många länkar, knappar, fält, rubriker och textstycken som läses upp från där läsningen står tills målet är nått; med de bästa snabbtangenterna, högst två slag, som en van användare skulle ta, och rad för rad. Meddelat är ett resultat som sidans titel, ett statusmeddelande, en dialogruta eller ett fokusbyte sade av sig självt efter den sista handlingen. Egen tid beräknas inte: tangenttrycksmodellen vet inget om att lyssna.
rule-tested = Metoden prövas själv: en version mot sig själv får ge falskt larm i högst 5 % av körningarna, och en fördröjning på 20 % i ett steg ska hittas i minst 95 % av körningarna med tio par.
by-reproduced = upprepat
by-sampled = stickprov
by-counted = räknat
by-together = bedömt ihop med andra
by-missing = ena sidan har ingen siffra
more-attempts = { $number ->
    [one] Ungefär 1 försök till skulle avgöra saken.
   *[other] Ungefär { $number } försök till skulle avgöra saken.
}
all-differences = Alla { $number } jämförelser, { $candidate } mot { $baseline }
head-verdict = Omdöme
head-measure = Mått
head-figures = Förut → nu
head-change = Ändring
head-by-rule = Enligt vilken regel
not-compared = Inte jämfört
gate-head = Planens krav
gate-head-scan = Om något fel är nytt
gate-failed = ✗ Inte uppfyllda.
gate-passed = ✓ Uppfyllda.
gate-no-verdict = ? Går inte att avgöra: för { $builds } är inget av det som räknas jämfört, eller så kunde en uppgift som gjordes förut inte räknas.
gate-cannot-tell = { $number ->
    [one] En jämförelse går inte att avgöra.
   *[other] { $number } jämförelser går inte att avgöra.
}
gate-reasons = { $number ->
    [one] Vad som blivit sämre enligt kraven: 1
   *[other] Vad som blivit sämre enligt kraven: { $number }
}
margins-head = Marginaler inom vilka en skillnad inte betyder något
head-margin = Marginal
unknown-head = Vad rapporten inte vet
left-out-head = { $number ->
    [one] En uppgift som planen ber om och som inte kunde prövas
   *[other] { $number } uppgifter som planen ber om och som inte kunde prövas, per roll och version
}
head-why = Varför
pictures-left-out = { $number ->
    [one] En bild utelämnades för att filen inte ska bli för stor; den finns i körningens katalog.
   *[other] { $number } bilder utelämnades för att filen inte ska bli för stor; de finns i körningens katalog.
}
notes-head = Anmärkningar
weak-head = { $number ->
    [one] I en uppgift väntar skriptet på något som redan stämde
   *[other] I { $number } uppgifter väntar skriptet på något som redan stämde
}
weak-means = Det som stod på sidan redan före den senaste handlingen säger inget om vad handlingen ledde till. Ett sådant villkor slår inte larm när handlingen misslyckas; att uppgiften lyckades vilar på de andra villkoren.
weak-errors-head = { $number ->
    [one] I en uppgift slutade skriptet på en sida som besvarades med ett fel, och väntar inte på något där
   *[other] I { $number } uppgifter slutade skriptet på en sida som besvarades med ett fel, och väntar inte på något där
}
weak-errors-means = Den som öppnar en adress som inte finns har inte nått något mål. Försöket räknas som lyckat bara för att inget efteråt kunde slå larm.
measured-head = Vad som mättes, och med vad
head-platform = Plattformsfil
head-pages-opened = Öppnade sidor
head-states = Skilda tillstånd som nåddes
head-scanned = Varav kontrollerade för tillgänglighet
condition-harness_version = Skolprov
condition-measuring_version = Mätsätt, version
condition-catalogue_version = Uppgiftskatalog, version
condition-browser = Webbläsare
condition-browser_version = Webbläsarens version
condition-browser_flags = Webbläsarens flaggor
condition-engine = Tillgänglighetsmotor
condition-machine = Maskin
condition-system = System
condition-workers = Försök samtidigt
condition-language = Begärt språk
condition-interleaved = Versionerna mätta turvis
condition-traced = Varje försök spårat, vilket gör det långsammare
condition-scanned = Sidorna kontrollerade på vägen
condition-network = Nätverk
condition-cpu_slowdown = Processorn långsammare, gånger
condition-reduced_motion = Mindre rörelse begärd
condition-forced_colours = Färgerna ersatta av systemet
condition-text_percent = Textens storlek, %
condition-text_spacing = Textavstånd enligt WCAG 1.4.12
condition-javascript = Skript körs
condition-checks = Kontroller som manövrerade sidorna
condition-level = Nivå som efterfrågades
condition-standard = Kriterier ur
condition-limit_s = Efter hur lång tid det som inte har synts räknas som att det inte finns, s
condition-load = Belastning som skickades
sent-duration_s = under { $value } s
sent-peak_per_minute = som mest { $value } personer i minuten
sent-own-pace = i den takt som beräknas för människor
sent-recorded-pace = lika snabbt som inspelningens webbläsare
sent-without = { $count ->
    [0] med alla uppgifter
   *[other] utan { $tasks }
}
standard-wcag22 = WCAG 2.2
standard-wcag21 = WCAG 2.1
standard-en301549 = EN 301 549 v3.2.1
condition-session = Mätta vid olika tillfällen
plan-of = Planen för { $run }
plan-of-scan = Vad som frågades i { $run }
plan-people = Av de personer och saker som försöken använde visas bara antalet per skolform; de står i run.json.
run-when = { $start } till { $end }, frö { $seed }.
scan-when = { $start } till { $end }.
not-ended = avbruten före sitt slut
plan-digest = Planens kontrollsumma
plan-digest-scan = Kontrollsumma
lead-data = Samma siffror för andra verktyg, och underlaget som de kommer ur.
data-none = Underlaget finns i körningens katalog, som rapporten är gjord av.
file-json = allt, för program
file-xml = JUnit, för CI
file-csv = en rad per siffra, för kalkylblad
file-md = en sammanfattning, för en granskning
file-run = vad som mättes, och hur
file-catalogue = uppgifter, regler och kriterier
file-attempts = varje försök
file-criteria-csv = framgångskriterierna, ett per rad och version, för kalkylprogram
file-findings-csv = tillgänglighetsfynden, ett per rad, för kalkylprogram
file-findings = varje fynd
file-replays = vad som spelades upp en gång före belastningen, anrop för anrop
file-rules = varifrån värdena i en uppspelning kommer
file-load-windows = belastningen, fönster för fönster
file-blobs = bilder, tillgänglighetsträd och trafik
