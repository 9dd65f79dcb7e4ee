# Vad som behöver lagas där ett försök tog slut, och hur ett försök berättas: i terminalen, i JUnit-XML, av `skolprov show`.

possible-in = Det gick med { $modes }.
with-mode = { $mode ->
    [pointer] musen
    [keyboard] tangentbordet
    [touch] fingret
    [zoom] 400 % förstoring
    [screen-reader] skärmläsare
   *[other] { $mode }
}
possible-at-another-time = En annan gång ledde samma väg till målet.
passed-some = lyckades { $passed } av { $of } gånger
flaky-sentence = Lyckades i { $passed } av { $of } försök: ibland går det, ibland inte.
flaky-by-repeat = När vägen gicks en gång till för spårets skull slutade den annorlunda: { $outcome }. Det slutar inte likadant varje gång.
note-flaky = { $build }, { mode }: ”{ $task }” lyckades i { $passed } av { $of } försök; ibland går det, ibland inte
note-flaky-more = { $count ->
    [one] ytterligare en uppgift
   *[other] ytterligare { $count } uppgifter
} lyckades bara i en del av försöken

mend-not-reached-by-tab = Att laga: { $why ->
    [tabindex] ta bort tabindex="-1", som håller Tab borta från den
    [tabindex-no-control] tabindex="-1" håller Tab borta från den; gör den till en riktig knapp, länk eller ett riktigt fält, eller skriv tabindex="0" och låt den reagera på Retur och mellanslag
    [lets-go] låt den behålla fokus: Tab kommer till den, och ett skript på sidan (leta efter blur) tar genast fokus ifrån den
    [outside-dialog] låt den öppna dialogrutan gå att lämna med tangent, eller lägg den här i rutan: den ligger bakom dialogrutan, som behåller fokus
    [inert] ta bort attributet inert som den står under, som håller Tab borta från den
    [passed-over] låt Tab komma till den; ett skript på sidan leder fokus förbi den
   *[other] gör den till en riktig knapp, länk eller ett riktigt fält, så att Tab når den och Retur trycker på den
}. Till dess kommer ingen vidare som arbetar utan mus (WCAG 2.1.1).
mend-focus-trapped = Att laga: låt Tab och Skift+Tab leda ut ur { $at }. Till dess kommer ingen vidare som arbetar utan mus (WCAG 2.1.2).
mend-context-changed = Att laga: låt folk välja i lugn och ro, och skicka formuläret eller byt sida först när de trycker på en knapp (WCAG 3.2.2).
mend-keys-without-effect = { $leads ->
    [on] Att laga: låt en tangent öppna det som den visar för musen: sätt en knapp med aria-expanded bredvid länken, eller i dess ställe (WCAG 2.1.1).
   *[nowhere] Att laga: låt den reagera på { $keys } så som den reagerar på ett klick (WCAG 2.1.1).
}
mend-covered = Att laga: ge plats på sidan, så att { $by } inte ligger över.
mend-cut-off = Att laga: låt { $by ->
    [page] sidan
   *[other] { $by }
} gå att rulla, eller ge plats åt hela innehållet (overflow: auto i stället för hidden).
mend-not-scrollable = Att laga: låt { $by ->
    [page] sidan
   *[other] { $by }
} gå att rulla (overflow: auto), eller lägg den där den syns.
mend-two-way-scrolling = Att laga: låt innehållet brytas till en spalt när fönstret är 320 px brett, utan fasta bredder (WCAG 1.4.10).
mend-shown-on-hover = Att laga: visa den alltid, eller låt ett tryck på det som den hör till ta fram den.
mend-not-exposed = Att laga: ta bort det som döljer den för skärmläsare, till exempel aria-hidden="true" på den eller omkring den (WCAG 4.1.2).
mend-without-name = Att laga: ge den ett namn: en text i den, en etikett, en alt-text till bilden eller aria-label (WCAG 4.1.2).
mend-without-role = Att laga: gör den till en riktig knapp, länk eller ett riktigt fält, eller ge den rollen för det den är (WCAG 4.1.2).
mend-named-otherwise = Att laga: låt namnet för skärmläsare, till exempel aria-label, börja med de ord som står på skärmen (WCAG 2.5.3).
mend-not-a-field = Att laga: låt den bli ett fält när den får fokus eller när man trycker Retur, eller gör den till ett riktigt fält (WCAG 2.1.1).
mend-replaced = Att laga: låt den vara samma element när fokus kommer nära; ändra innehållet i den i stället för att rita om den (WCAG 2.1.1).
mend-dialog-left-open = Att laga: låt skriptet besvara { $dialog } först, som människor gör; där finns { $answer }. Går den inte bort av det, ge plats på sidan: då hindrar den människor från { $target }.
mend-not-in-sight = Att laga: lägg den där man kan rulla fram den, eller dölj den för alla.
mend-no-file-dialog = Att laga: låt ett riktigt filfält öppna valet av filer, med klick såväl som med tangent.
mend-tick-without-effect = Att laga: låt ett klick eller mellanslag ändra den.
mend-disabled = Att laga: skriv intill vad som saknas, eller låt den gå att trycka på.
mend-possible-in = Att laga: låt den finnas även för den som arbetar på det här sättet.
mend-idle = Att laga: låt det trycket göra detsamma för den som arbetar på det här sättet som för andra.
idle-press = Trycket innan gjorde ingenting: efter ”{ $action }” var sidan som förut.
signing-in = Det var medan { $username } loggade in: uppgiften kunde inte börja.
screen-reader-press = Tryckt blev så som Chromium trycker för hjälpmedel: ett klick, utan tangent- eller pekarhändelser. Med vissa skärmläsare och webbläsare skickar ett tryck mer, och kan göra något.
stands-as = Det som finns där är { $stands_as }, som inte är någon { $kind ->
    [link] länk
   *[button] knapp
} för tangenter och skärmläsare, hur den än ser ut.
mend-stands-as = Att laga: ska man trycka på den, gör den till en riktig { $kind ->
    [link] länk
   *[button] knapp
} (WCAG 2.1.1, 4.1.2). Ska den vara det den är, kalla den så i vägen.
mend-server-error = Att laga: felet står i serverns logg, vid { $method } { $url }.
mend-page-error = Att laga: felet ligger i sidans eget skript; webbläsarens konsol visar var.
mend-no-answer = Att laga: svara fortare, eller visa genast att något är på väg.
mend-still-loading = Att laga: låt det som laddas komma fram, eller säg att det inte går.
mend-never-settled = Att laga: låt det som laddas komma fram, eller säg att det inte går.
mend-session-expired = Att laga: låt inloggningen räcka så länge någon arbetar, eller låt dem fortsätta där de var efter en ny.
mend-nothing-happened = Att laga: låt trycket göra det som står på knappen, eller säg varför det inte går.
mend-status = Att laga: låt länken leda till en sida som finns.
mend-page-crashed = Att laga: ta reda på vad på sidan som kräver så mycket minne eller tid att webbläsaren ger upp.
mend-sign-in-refused = Åtgärd: se efter att lösenordet som planen ger för kontot stämmer i den här versionen (password eller password_env), och att plattformsfilens inloggning slutar där man kommer in.
mend-target-not-found = Att laga: heter den något annat nu, så skriv in det namnet i vägen. Saknas den, är felet plattformens.
mend-several-fit = Att laga: säg i vägen vilken som menas, med near= eller within=.
mend-exception = Att laga: vägen själv går sönder där, innan plattformen har tillfrågats.

story-where = steg { $step } ”{ $name }”
story-role = { $role ->
    [teacher] Lärare
    [pupil] Elev
    [guardian] Vårdnadshavare
    [user] Användare
   *[other] { $role }
}
story-stops = Fokus gick så här:
story-heard = Där läses upp:
story-show = Allt som är känt om det:  { $command }
story-attempt = { $form ->
    [none] försök { $id }, omgång { $repetition }
   *[other] försök { $id }, skolform { $form }, omgång { $repetition }
}
story-alone = För sig självt vore försöket: { $outcome }.
story-way = Vägen:
story-ended-here = här tog det slut
story-status = besvarades med status { $status }
story-wait = väntade { $seconds } s
story-page = Sidan vid slutet:
story-console = Fel på sidan:
story-requests = Anrop som gick fel:
story-no-answer = inget svar
story-seen-by = { $role ->
    [teacher] Läraren såg resultatet också.
    [pupil] Eleven såg resultatet också.
   *[guardian] Vårdnadshavaren såg resultatet också.
}
story-leftover = Plattformen gick inte att lämna som den var. { $said }
story-kept = Sparat:
story-picture = bild av sidan
story-tree = vad sidan säger till hjälpmedel
story-trace = spår, handling för handling ({ $command })
story-trace-of-repeat = spår av en omgång till, handling för handling ({ $command })
story-trace-elsewhere = Ett försök som slutade likadant har ett spår: { $command }
story-masked = Planen döljer något, så spåret har varken bilder eller sidor.
story-more = { $count ->
    [one] Ett försök till lyckades inte; det står i rapporten.
   *[other] { $count } försök till lyckades inte; de står i rapporten.
}
