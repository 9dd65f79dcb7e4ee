# Demoskolan på svenska.
school = Ekköpings skolor
school-picture = Ett skolhus
languages = Språk
skip = Hoppa till innehållet
menu = Meny
footer = Ekköpings skolor är påhittade. Ingen av personerna finns.
title-error = Fel:
loading = Ett ögonblick…
optional = frivilligt
errors-heading = Något behöver rättas

menu-start = Start
menu-attendance = Närvaro
menu-absence = Frånvaro
menu-timetable = Schema
menu-messages = Meddelanden
menu-letters = Veckobrev
menu-assignments = Uppgifter
menu-assessments = Omdömen
menu-plan = Utvecklingsplan
menu-care = Vistelsetider
menu-talks = Utvecklingssamtal
menu-leave = Ledighet
menu-class = { $form ->
    [P] Barngruppen
   *[other] Klasslista
  }
menu-details = Mina uppgifter

heading-log-in = Logga in
log-in-intro = För lärare, elever och vårdnadshavare.
button-log-in = Logga in
button-log-out = Logga ut
said-logged-out = Du är utloggad.
link-to-start = Till startsidan

start-welcome = Hej { $name }!
start-today = I dag är det { $day }.
start-about-teacher = Dina klasser
start-about-pupil = Din klass
start-about-guardian = Dina barn
start-new = Nytt för dig
start-unread = Läs { $count ->
    [one] ett nytt meddelande
   *[other] { $count } nya meddelanden
  }
start-nothing-unread = Inga nya meddelanden.
start-letter = Senaste veckobrevet:

details-intro = Så här når skolan dig.
button-save = Spara
said-details-saved = Dina uppgifter är sparade.

heading-absence = Anmäl frånvaro
button-report-absence = Anmäl frånvaro
heading-reported = Anmält
nothing-reported = Inget är anmält.
button-withdraw = Ta tillbaka
unseen-absence = anmälan för { $name }, { $day }
said-absence-reported = Frånvaro anmäld för { $name }, { $day }.
said-absence-withdrawn = Anmälan för { $name } är borttagen.
choose-child = Välj barn
heading-rules = Innan du anmäler frånvaro
rules-text = Anmäl frånvaro före dagens första lektion. Gäller det flera dagar gör du en anmälan per dag. För planerad frånvaro söker du ledighet.
link-continue = Fortsätt
heading-review = Kontrollera anmälan
button-confirm = Bekräfta

heading-leave = Sök ledighet
heading-applications = Ansökningar om ledighet
button-send-application = Skicka ansökan
said-application-sent = Ansökan för { $name } är skickad.
said-application-withdrawn = Ansökan för { $name } är borttagen.
nothing-applied = Det finns inga ansökningar.
unseen-application = ansökan för { $name }: { $reason }
days = { $first } till { $last }

heading-attendance = Närvaro { $day }
heading-lessons = Dagens lektioner
heading-reported-absent = Anmälda som frånvarande i dag
nobody-absent = Ingen är anmäld som frånvarande.
absent-by-guardian = Frånvarande, anmäld av vårdnadshavare
in-remote-lesson = Med på distans
register-done = Klar
register-not-done = Återstår
title-register = Närvarolista:
button-all-present = Alla närvarande
said-all-present = Alla är markerade som närvarande.
button-save-attendance = Spara närvaron
said-attendance-saved = Närvaron är sparad.
button-clear-register = Töm listan
said-register-cleared = Listan är tömd.
error-status = Välj närvaro för var och en av dem:
link-more-functions = Fler funktioner
status-none = Välj
status-present = Närvarande
status-absent = Frånvarande
status-late = Sen
heading-my-attendance = Min närvaro
nothing-registered = Inget är registrerat än.

heading-remote = Distanslektion
remote-outside = Lektionen börjar { $time }. Du kan gå in nu.
button-enter-lesson = Gå in i lektionen
remote-inside = Du är med i lektionen.
remote-inside-more = Läraren ser att du är här.
button-leave-lesson = Lämna lektionen

link-write-letter = Skriv ett brev
heading-letter-new = Brev till { $name }
button-publish = Publicera
said-letter-published = Brevet är publicerat för { $name }.
button-delete-letter = Ta bort brevet
ask-delete-letter = Ska brevet tas bort?
ask-delete-letter-more = Ingen kommer att kunna läsa det längre.
button-yes-delete = Ja, ta bort
button-cancel = Avbryt
said-letter-deleted = Brevet är borttaget.

link-new-assignment = Ny uppgift
heading-assignment-new = Uppgift till { $name }
button-publish-assignment = Publicera uppgiften
said-assignment-published = Uppgiften är publicerad för { $name }.
said-assignment-deleted = Uppgiften är borttagen.
button-delete-assignment = Ta bort uppgiften
ask-delete-assignment = Ska uppgiften tas bort?
ask-delete-assignment-more = Allt som har lämnats in försvinner med den.
due = Lämnas in senast { $day }
heading-work = Klassens arbeten
heading-your-work = Ditt arbete
work-to-do = Att göra
work-missing = Saknas
work-handed-in = Inlämnad
work-assessed = Bedömd
work-handed-in-file = Inlämnad { $day }: { $file }
button-hand-in = Lämna in
said-handed-in = Ditt arbete är inlämnat.
button-withdraw-work = Ta tillbaka mitt arbete
said-hand-in-withdrawn = Ditt arbete är tillbakataget.
link-download = Ladda ner
button-send-feedback = Skicka återkoppling
said-feedback-sent = Återkopplingen till { $name } är skickad.
button-withdraw-feedback = Ta tillbaka återkopplingen
said-feedback-withdrawn = Återkopplingen är tillbakatagen.

button-save-note = Spara anteckningen
said-note-saved = Anteckningen om { $name } är sparad.
button-delete-note = Ta bort anteckningen
said-note-deleted = Anteckningen är borttagen.
no-notes = Det finns inga anteckningar än.

talk-with = Med { $name }
talk-booked = Bokat: { $day } klockan { $time }
talk-free = ledig
link-book-talk = Boka samtal för { $name }
button-book-time = Boka tiden
ask-book = Ska tiden bokas?
ask-book-more = Du bokar ett samtal med { $teacher } om { $name }.
button-yes-book = Ja, boka
said-talk-booked = Samtal bokat för { $name }: { $day } klockan { $time }.
button-cancel-talk = Avboka samtalet för { $name }
said-talk-cancelled = Samtalet för { $name } är avbokat.
no-times = Det finns inga tider att välja på.
link-offer-times = Erbjud tider
button-offer-times = Erbjud tiderna
said-times-offered = { $count ->
    [one] En tid
   *[other] { $count } tider
  } erbjuds { $day }.
button-remove-times = Ta bort lediga tider { $day }
said-times-removed = De lediga tiderna är borttagna.

heading-care = Vistelsetider, veckan från { $day }
link-enter-hours = Ange tider för { $name }
care-intro = Skriv tiden som 07:30. Lämna båda fälten tomma en dag när barnet är hemma.
button-same-all-week = Samma hela veckan
said-same-all-week = Måndagens tider gäller nu hela veckan.
button-save-hours = Spara tiderna
said-hours-saved = Tiderna för { $name } är sparade.
no-hours = Inga tider är angivna för nästa vecka.
button-clear-hours = Ta bort tiderna för { $name }
said-hours-cleared = Tiderna för { $name } är borttagna.
label-care-from = kommer
label-care-to = går hem

column-assignment = Uppgift
column-child = Barn
column-class = Klass
column-day = Dag
column-days = Dagar
column-guardian = Vårdnadshavare
column-lesson = Lektion
column-note = Notering
column-pupil = Elev
column-register = Närvarolista
column-status = Status
column-time = Tid
column-to-assess = Att bedöma

label-username = Användarnamn
label-password = Lösenord
label-telephone = Telefon
label-email = E-post
label-street = Gatuadress
label-town = Postnummer och ort
label-child = Barn
label-day = Datum
label-comment = Kommentar
label-first-day = Första dagen
label-last-day = Sista dagen
label-reason = Skäl
label-subject = Ämne
label-letter = Brev
label-title = Rubrik
label-instructions = Instruktioner
label-due = Sista inlämningsdag
label-file = Fil
label-feedback = Återkoppling
label-grade = Betyg
grade-none = Välj betyg
label-note = Ny anteckning
label-from = Från
label-to = Till
label-minutes = Minuter per samtal
label-talk-time = Välj en tid

hint-day = År, månad och dag, till exempel 2026-11-23
hint-time = Till exempel 17:00
hint-telephone = Till exempel 070-174 06 05
hint-file = Högst 2 MB

calendar = Välj datum
calendar-open = Kalender för { $field }
calendar-previous = Föregående månad
calendar-next = Nästa månad
calendar-close = Stäng

pager = Sidor: { $name }
pager-previous = Föregående sida
pager-next = Nästa sida
pager-place = Sida { $page } av { $pages }

back-to-attendance = Tillbaka till närvaron
back-to-letters = Tillbaka till veckobreven
back-to-assignments = Tillbaka till uppgifterna
back-to-class-work = Tillbaka till klassens arbeten
back-to-assessments = Tillbaka till omdömena
back-to-class = Tillbaka till listan
back-to-talks = Tillbaka till samtalen
back-to-care = Tillbaka till vistelsetiderna

error-username = Skriv ditt användarnamn
error-password = Skriv ditt lösenord
error-wrong-password = Användarnamnet eller lösenordet är fel
error-telephone = Skriv ett telefonnummer med minst 8 siffror
error-email = Skriv en e-postadress, till exempel namn@skola.example
error-street = Skriv din gatuadress
error-town = Skriv postnummer och ort
error-child = Välj vilket barn det gäller
error-day = Skriv datumet som år, månad och dag, till exempel 2026-11-23
error-day-past = Skriv ett datum från och med i dag
error-last-before-first = Sista dagen kan inte komma före den första
error-leave-too-long = Ledigheten kan vara högst två veckor
error-reason = Skriv ett skäl
error-subject = Skriv ett ämne på högst 120 tecken
error-letter = Skriv brevet
error-title = Skriv en rubrik
error-instructions = Skriv instruktioner
error-file = Välj en fil
error-feedback = Skriv din återkoppling
error-grade = Välj ett betyg
error-note = Skriv en anteckning
error-time = Skriv ett klockslag, till exempel 17:00
error-ends-before-starts = Sluttiden måste komma efter starttiden
error-talk-time = Välj en tid
error-talk-taken = Någon hann boka tiden; välj en annan
error-recipient = Välj vem du skriver till
error-text = Skriv ett meddelande på högst 4 000 tecken
error-not-offered = Välj något av det som erbjuds
error-too-long = Korta texten

error-400 = Formuläret gick inte att skicka
error-400-advice = Det hade varit öppet för länge eller kom från en annan webbplats. Gå tillbaka, ladda om sidan och försök igen.
error-401 = Du är inte inloggad
error-401-advice = Logga in och försök igen.
error-403 = Du får inte se den här sidan
error-403-advice = Den hör till någon annan.
error-404 = Sidan finns inte
error-404-advice = Den kan ha tagits bort, eller så är adressen fel.
error-405 = Det går inte att göra här
error-405-advice = Gå till startsidan och försök därifrån.
error-413 = Filen är för stor
error-413-advice = Den får vara högst 2 MB. Gå tillbaka och välj en mindre.
error-500 = Något gick fel hos oss
error-500-advice = Det är inte ditt fel. Försök igen om en stund.
error-503 = För många är här samtidigt
error-503-advice = Försök igen om en stund.

messages-inbox = Inkorg
messages-sent = Skickat
messages-heading-inbox = Meddelanden
messages-heading-sent = Skickade meddelanden
messages-new = Nytt meddelande
messages-none = Det finns inga meddelanden.
messages-unread = nytt
messages-pages = Sidor med meddelanden
messages-previous = Föregående sida
messages-next = Nästa sida
messages-place = Sida %page% av %pages%
messages-from-to = Från %from% till %to%
messages-back = Tillbaka till meddelandena
messages-said-sent = Meddelandet är skickat.
messages-label-to = Till
messages-label-subject = Ämne
messages-label-text = Meddelande
messages-choose-recipient = Välj en person
messages-send = Skicka
messages-errors = Något behöver rättas
messages-failed = Meddelandena gick inte att visa
messages-failed-advice = Försök igen om en stund.

timetable-heading = Schema för %name%
timetable-next-lesson = Nästa lektion
timetable-next-line = %title%, %day% klockan %time%, sal %room%
timetable-children = Barn
timetable-days = Dagar
timetable-previous = Föregående dag
timetable-today = I dag
timetable-next = Nästa dag
timetable-ends = Skoldagen slutar klockan %time% %day%
timetable-time = Tid
timetable-lesson = Lektion
timetable-room = Sal
timetable-join = Distanslektion
timetable-free = Inga lektioner.
timetable-failed = Schemat gick inte att visa
timetable-failed-advice = Försök igen om en stund.
