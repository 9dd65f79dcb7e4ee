# Vad analysen säger: rubriker, skäl, anmärkningar och det som inte är känt.

# Rubriker
headline-uncounted = { $count ->
    [one] ”{ $tasks }” gjordes förut, och nu kunde inget försök räknas: ingen dom
   *[other] { $count } uppgifter gjordes förut, och nu kunde inget försök vid dem räknas: ingen dom ({ $tasks })
}
headline-lost = { $count ->
    [one] ”{ $tasks }” går inte längre att slutföra
   *[other] { $count } uppgifter går inte längre att slutföra: { $tasks }
}
headline-lost-in-mode = { $mode ->
    [keyboard] { $count ->
        [one] ”{ $tasks }” går inte längre att slutföra med tangentbord
       *[other] { $count } uppgifter går inte längre att slutföra med tangentbord: { $tasks }
    }
    [pointer] { $count ->
        [one] ”{ $tasks }” går inte längre att slutföra med mus
       *[other] { $count } uppgifter går inte längre att slutföra med mus: { $tasks }
    }
    [touch] { $count ->
        [one] ”{ $tasks }” går inte längre att slutföra på pekskärm
       *[other] { $count } uppgifter går inte längre att slutföra på pekskärm: { $tasks }
    }
    [zoom] { $count ->
        [one] ”{ $tasks }” går inte längre att slutföra i 400 % förstoring
       *[other] { $count } uppgifter går inte längre att slutföra i 400 % förstoring: { $tasks }
    }
    [screen-reader] { $count ->
        [one] ”{ $tasks }” går inte längre att slutföra för den som får sidan uppläst
       *[other] { $count } uppgifter går inte längre att slutföra för den som får sidan uppläst: { $tasks }
    }
   *[other] { $count ->
        [one] ”{ $tasks }” går inte längre att slutföra ({ $mode })
       *[other] { $count } uppgifter går inte längre att slutföra ({ $mode }): { $tasks }
    }
}
headline-perhaps-lost = { $count ->
    [one] ”{ $tasks }”
   *[other] { $count } uppgifter
} gick att slutföra { $mode ->
    [keyboard] med tangentbord
    [pointer] med mus
    [touch] på pekskärm
    [zoom] i 400 % förstoring
    [screen-reader] för den som får sidan uppläst
   *[other] ({ $mode })
} förut men inte nu{ $attempts ->
    [one] {""}, med ett enda försök: för lite för att vara säker
   *[other] {""}, med { $attempts } försök: för lite för att vara säker
}{ $count ->
    [one] {""}
   *[other] {" "}({ $tasks })
}
headline-too-few = { $count ->
    [one] En jämförelse går inte att avgöra
   *[other] Sammanlagt går { $count } jämförelser inte att avgöra
}: en skillnad kan sägas från två försök på vardera sidan (--repeats)
headline-rarer = { $count ->
    [one] ”{ $tasks }” lyckas mer sällan
   *[other] { $count } uppgifter lyckas mer sällan: { $tasks }
}
headline-leaks = { $count ->
    [one] en av deras personliga sidor visas för någon som inte får se den
   *[other] { $count } av deras personliga sidor visas för någon som inte får se dem
}
headline-read-after-log-out = { $failing ->
    [0] efter utloggning kan nästa person vid datorn
   *[other] ”{ $tasks }” stänger inte längre ute andra: nästa person vid datorn kan
} läsa det som är deras{ $count ->
    [0] {""}
    [one] {" "}(en adress svarar fortfarande med det)
   *[other] {" "}({ $count } adresser svarar fortfarande med det)
}
headline-faults = { $count ->
    [one] ett nytt tillgänglighetsfel,
   *[other] { $kinds ->
        [one] ett slags tillgänglighetsfel
       *[other] { $kinds } slags tillgänglighetsfel
    } på { $count } nya ställen,
} på vägen genom { $ways ->
    [one] en uppgift
   *[other] { $ways } uppgifter
}
headline-effort = ”{ $task }” kräver { $clicks ->
    [0] { $keys ->
        [0] { $seconds } s mer
        [one] en knapptryckning och { $seconds } s mer
       *[other] { $keys } knapptryckningar och { $seconds } s mer
    }
    [one] ett klick och { $seconds } s mer
   *[other] { $clicks } klick och { $seconds } s mer
} (beräknat för en van användare){ $others ->
    [0] {""}
    [one] ; en uppgift till kräver mer
   *[other] ; { $others } uppgifter till kräver mer
}
headline-wait = den som gör ”{ $task }” får vänta { $seconds } s längre{ $others ->
    [0] {""}
    [one] ; en uppgift till går långsammare
   *[other] ; { $others } uppgifter till går långsammare
}
headline-load-success = vid hög belastning ({ $situation }) klarade { NUMBER($before, style: "percent", maximumFractionDigits: 0) } ”{ $task }”, nu { NUMBER($after, style: "percent", maximumFractionDigits: 0) }
headline-load-wait = vid hög belastning ({ $situation }) väntar folk upp till { $after } s på ”{ $task }”; tidigare upp till { $before } s ({ headline-load-people })
headline-load-sign-in = vid hög belastning ({ $situation }) väntar folk upp till { $after } s på att logga in; tidigare upp till { $before } s ({ headline-load-people }{ $others ->
    [0] {""}
   *[other] ; { $others ->
        [one] också en roll till
       *[other] också { $others } roller till
    }
})
headline-load-people = { $few_after ->
    [same] { $few_before ->
        [0] 95 av 100 av dem som blev klara väntar inte längre än så
       *[other] i vardera versionen den långsammaste av de { $few_before } som blev klara
    }
   *[other] tidigare: { $few_before ->
        [0] 95 av 100 av dem som blev klara
       *[other] den långsammaste av de { $few_before } som blev klara
    }, nu: { $few_after ->
        [0] 95 av 100
       *[other] den långsammaste av { $few_after }
    }
}
headline-better = { $count ->
    [one] en siffra blev bättre
   *[other] { $count } siffror blev bättre
} och ingen blev sämre: { $measures }{ $measures_more ->
    [0] {""}
    [one] {""}, samt ett mått till
   *[other] {""}, samt { $measures_more } mått till
}{ $tasks_count ->
    [0] {""}
   *[other] {" "}({ $tasks }{ $tasks_more ->
        [0] {""}
        [one] {""}, samt en uppgift till
       *[other] {""}, samt { $tasks_more } uppgifter till
    })
}
headline-scan-faults = { $kinds ->
    [one] Ett slags fel
   *[other] { $kinds } slags fel
} på { $places ->
    [one] ett ställe
   *[other] { $places } ställen
}, på { $pages ->
    [one] sidan
   *[other] { $on } av { $pages } sidor
}
headline-scan-criteria = { $count ->
    [one] Ett framgångskriterium är underkänt
   *[other] { $count } framgångskriterier är underkända
}: { $criteria }
headline-scan-nothing = Inget fel hittades; det som ingen maskin kan pröva får en människa pröva
headline-scan-doubts = { $count ->
    [one] Ett slags fynd får en människa granska
   *[other] { $count } slags fynd får en människa granska
}
headline-scan-new = { $count ->
    [one] Ett nytt fel
   *[other] { $kinds ->
        [one] Ett slags
       *[other] { $kinds } slags
    } fel på { $count } nya ställen
}
headline-scan-only = { $count ->
    [one] Ett fel
   *[other] { $count } fel
} på sidor som inte granskades förut
headline-scan-fixed = { $count ->
    [one] Ett fel är åtgärdat
   *[other] { $count } fel är åtgärdade
}
headline-scan-remaining = { $count ->
    [one] Ett fel är kvar
   *[other] { $count } fel är kvar
}
headline-scan-none = Inget fel hittades på någon sida; det som ingen maskin kan pröva får en människa pröva
headline-same = Ingen skillnad av betydelse i någon av { $count } jämförelser
headline-cannot-tell = { $count ->
    [0] Det fanns inget att jämföra
    [one] Inget har blivit sämre, så långt det går att säga; en jämförelse går inte att avgöra
   *[other] Inget har blivit sämre, så långt det går att säga; { $count } jämförelser går inte att avgöra
}
headline-alone = { $build }: { $attempts ->
    [0] inget försök räknas
   *[other] { $succeeded } av { $attempts } försök nådde målet{ $uncounted ->
        [0] {""}
        [one] ; ett till räknas inte
       *[other] ; { $uncounted } till räknas inte
    }
}
headline-alone-lost = { $count ->
    [one] ”{ $tasks }” gick inte att slutföra
   *[other] { $count } uppgifter gick inte att slutföra: { $tasks }
}
headline-alone-lost-in-mode = { $mode ->
    [keyboard] { $count ->
        [one] ”{ $tasks }” gick inte att slutföra med tangentbord
       *[other] { $count } uppgifter gick inte att slutföra med tangentbord: { $tasks }
    }
    [pointer] { $count ->
        [one] ”{ $tasks }” gick inte att slutföra med mus
       *[other] { $count } uppgifter gick inte att slutföra med mus: { $tasks }
    }
    [touch] { $count ->
        [one] ”{ $tasks }” gick inte att slutföra på pekskärm
       *[other] { $count } uppgifter gick inte att slutföra på pekskärm: { $tasks }
    }
    [zoom] { $count ->
        [one] ”{ $tasks }” gick inte att slutföra med 400 % förstoring
       *[other] { $count } uppgifter gick inte att slutföra med 400 % förstoring: { $tasks }
    }
   *[other] { $count ->
        [one] ”{ $tasks }” gick inte att slutföra med skärmläsare
       *[other] { $count } uppgifter gick inte att slutföra med skärmläsare: { $tasks }
    }
}
headline-alone-not-offered = { $count ->
    [one] En av { $of } uppgifter finns inte på plattformen
   *[other] { $count } av { $of } uppgifter finns inte på plattformen
}
headline-alone-faults = { $count ->
    [one] Ett tillgänglighetsfel hittades
   *[other] { $count } tillgänglighetsfel hittades
}

# Varför utslaget blev som det blev
why-all-pairs = likadant i alla { $pairs } paren
why-pairs-disagree = de { $pairs } paren är inte överens
why-too-few-pairs = { $pairs ->
    [0] inget par av försök
    [one] bara ett par av försök
   *[other] bara { $pairs } par av försök
}
why-noise-unknown = { $pairs ->
    [one] ett par, och för få andra för att känna bruset
   *[other] { $pairs } par, och för få andra för att känna bruset
}
why-reproduced = { $before } av { $of } förut, { $after } av { $now_of } nu, varje gång på samma ställe
why-together = bedömt tillsammans med { $cells } uppgifter och arbetssätt: mellan { NUMBER($low, style: "percent", maximumFractionDigits: 1) } och { NUMBER($high, style: "percent", maximumFractionDigits: 1) }
why-together-load = bedömt tillsammans med { $tasks } uppgifter, { $people } personer: mellan { NUMBER($low, style: "percent", maximumFractionDigits: 1) } och { NUMBER($high, style: "percent", maximumFractionDigits: 1) }
why-nothing-counted = { $side ->
    [baseline] inget försök på den gamla versionen räknas
   *[candidate] inget försök på den nya versionen räknas
} ({ $outcomes })
why-conditions-differ = mätt under andra villkor: { $condition ->
    [load] en annan belastning skickades, se villkoren
   *[other] { $condition } var { $before }, är { $after }
}
why-no-page-of-both = ingen sida är granskad på båda sidorna
why-step = i steget ”{ $step }”: { $seconds } s
why-findings = { $added } nya, { $removed } borta{ $unsure ->
    [0] {""}
   *[other] , { $unsure } osäkra
}
why-leaks = { $added } nya, { $removed } borta

# Det som inte är känt
unknown-people = om människor är nöjda, förstår och lär sig: det kan inget skript veta
unknown-screen-readers = vad den som använder skärmläsare hör
unknown-real-screen-readers = vad NVDA, JAWS och VoiceOver verkligen säger: sättet är en efterbildning på Chromiums tillgänglighetsträd
unknown-mode-pointer = hur det går med mus: inte prövat
unknown-mode-keyboard = hur det går utan mus: inte prövat
unknown-mode-touch = hur det går på pekskärm: inte prövat
unknown-mode-zoom = hur det går för den som förstorar sidorna till 400 %: inte prövat
unknown-accessibility = tillgänglighet: ingen sida granskades
unknown-journeys = vad det blir av sidorna medan någon använder dem, och vad som finns bakom en inloggning: det visar en resa (skolprov run)
unknown-load = hur plattformen klarar belastning: ingen skickades
unknown-load-of-role = ingen i den här rollen var med i belastningen
unknown-privacy = integritet: inget efterfrågades från ett annat konto
unknown-privacy-of = integriteten i { $build }: inget efterfrågades från ett annat konto
unknown-criteria = { $count } av { $of } framgångskriterier: ingen kontroll har prövat dem
unknown-tasks = { $count ->
    [one] en uppgift prövades inte
   *[other] { $count } uppgifter prövades inte
}
unknown-not-by-form-or-mode = belastning och integritet: de går inte att dela upp på skolform eller arbetssätt
unknown-not-scripted = { $count ->
    [one] en uppgift
   *[other] { $count } uppgifter
}{ $on ->
    [all] {""}
   *[some] {" "}på { $builds }
}: plattformsfilen ”{ $about }” säger varken hur { $count ->
    [one] den
   *[other] de
} görs eller att plattformen saknar { $count ->
    [one] den
   *[other] dem
}
unknown-no-account = { $count ->
    [one] en uppgift
   *[other] { $count } uppgifter
}{ $on ->
    [all] {""}
   *[some] {" "}på { $builds }
}: skoldata saknar ett konto för { $about ->
    [teacher] lärare
    [pupil] elev
   *[guardian] vårdnadshavare
}
unknown-no-attempts = inget försök räknas
unknown-tried-on-one = bara ”{ $build }” prövades i den här rollen
unknown-nothing-in-common = ingen uppgift prövades på samma sätt på båda
unknown-no-actions = mätningen innehåller inga handlingar
unknown-no-states = vid någon handling gick sidans tillstånd inte att läsa av
unknown-no-vitals = webbläsaren sade det inte: en äldre mätning, eller sidor som ändras utan att laddas
unknown-in-mode = måttet gäller inte för det här sättet
unknown-not-completed = ingen slutförde uppgiften
unknown-not-offered = plattformen erbjuder den inte
unknown-nobody-arrived = ingen kom
unknown-nobody-completed = ingen slutförde uppgiften
unknown-broken = måttet { $measure } gick inte att beräkna

# Varningar
note-by-name = { $count ->
    [one] ”{ $builds }” i den ena mätningen jämförs med versionen med samma namn i den andra
   *[other] { $builds } i den ena mätningen jämförs var och en med versionen med samma namn i den andra
}; --baseline VERSION jämför alla med en och samma
note-of-no-other-run = { $count ->
    [one] ”{ $builds }” jämförs inte med något: ingen annan mätning har en version med det namnet
   *[other] { $builds } jämförs inte med något: ingen annan mätning har versioner med de namnen
}
note-stopped = Mätningen { $run } avbröts innan den var klar
note-changed = Mätningen { $run } har ändrats efter att den blev klar: { $files }. Det som står här gäller det som ligger där nu
note-broken = Ett mått gick inte att beräkna: { $what } ({ $where })
note-script-error = { $build }: { $count ->
    [one] ett försök
   *[other] { $count } försök
} tog slut för att skriptet inte passar plattformen; de ingår inte i någon andel
note-environment-error = { $build }: { $count ->
    [one] ett försök
   *[other] { $count } försök
} tog slut för att plattformen inte gick att nå; de ingår inte i någon andel
note-not-let-in = { $build }: { $count ->
    [one] ett försök
   *[other] { $count } försök
} tog slut för att ingen släpptes in: inloggningen misslyckades, eller så kan bara en människa göra den; de ingår inte i någon andel
note-not-prepared = { $build }: { $count ->
    [one] ett försök
   *[other] { $count } försök
} tog slut för att det som uppgiften kräver inte gick att förbereda; de ingår inte i någon andel
note-browser-gone = { $build }: { $count ->
    [one] ett försök
   *[other] { $count } försök
} tog slut för att webbläsaren avslutades; de ingår inte i någon andel
note-harness-error = { $build }: { $count ->
    [one] ett försök
   *[other] { $count } försök
} tog slut på grund av ett fel i Skolprov; de ingår inte i någon andel
note-fewer = { $count ->
    [one] En andel bygger
   *[other] { $count } andelar bygger
} på färre försök än planerat
note-pages-not-opened = { $count ->
    [one] En sida
   *[other] { $count } sidor
} gick inte att öppna: { $pages }
note-states-unasked = { $why ->
    [not-reached-by-address] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: de kommer inte tillbaka på sin adress
    [walk-led-elsewhere] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: samma väg ledde andra gången till en annan sida
    [walk-failed] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: vägen dit gick inte att gå en gång till
    [walk-would-leave-something] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: på vägen dit skickas något, och plattformsfilen säger inte hur det tas tillbaka
    [walk-not-undone] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: det som skickades på vägen dit gick inte att ta tillbaka, så den gicks inte en gång till
    [scripts-off] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: sidans skript var avstängda
    [not-responding] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: sidan svarade inte
    [harness-error] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: ett fel i Skolprov kom emellan
   *[not-asked-yet] { $count } av { $of } tillstånd fick inte de kontroller som manövrerar en sida: körningen avbröts dessförinnan
}
note-walks-left = Vägen till { $count ->
    [one] ett tillstånd
   *[other] { $count } tillstånd
} gicks en gång till för kontrollernas skull, och det som skickades på vägen gick inte att ta tillbaka: det kan finnas kvar
note-checks-unasked = På { $count ->
    [one] en sida
   *[other] { $count } sidor
} kunde några kontroller inte titta: { $checks }
note-not-pictured = { $count ->
    [one] Av en sida gick det
   *[other] Av { $count } sidor gick det
} inte att ta någon bild: skript hindrade webbläsaren från att rita
note-not-scanned = { $count ->
    [one] En sida
   *[other] { $count } sidor
} gick inte att granska för tillgänglighet
note-late = { $build }, { $situation }: { $count ->
    [one] en person
   *[other] { $count } personer
} kom för sent för att lastgeneratorn hade fullt upp
note-lost-workers = { $build }, { $situation }: { $lost } av { $workers } processer som skickade belastning försvann; hur det gick för { $count ->
    [one] en person
   *[other] { $count } personer
} vet ingen

# Det som inte jämfördes
not-compared-not-offered = { $build } erbjuder inte ”{ $task }”
not-compared-not-attempted = ”{ $task }” prövades inte på { $build } ({ mode })
not-compared-left-out = ”{ $task }” prövades inte på { $build }: { $why ->
    [no-account] det finns ingen som kan göra den
   *[not-scripted] plattformsfilen säger inte hur den görs
}
not-compared-stored = De två sidorna mättes inte växelvis vid samma tillfälle: tider jämförs med vidare marginaler

# Grinden
gate-reason = { $build }: { $about ->
    [mode] { $measure }, { $task } ({ mode })
    [situation] { $measure }, { $task } ({ $situation })
    [task] { $measure }, { $task }
    [pages] { $measure }
   *[role] { $measure }, { role }
}
gate-more = { $count ->
    [one] och en till
   *[other] och { $count } till
}

# I terminalen
terminal-counts = = { $same ->
    [one] { $same } jämförelse
   *[other] { $same } jämförelser
} utan skillnad av betydelse{ $unsure ->
    [0] {""}
   *[other] ; ? { $unsure } går inte att avgöra
}
terminal-left-out = Utelämnat: { $what }
terminal-fewer-workers = { $workers } försök i taget, inte { $wanted }: inga två får använda samma konto, och kontona i { $forms } går inte att dela på fler
terminal-shard-empty = Del { $shard } av { $count } har inget att göra: uppgifterna är färre än delarna
terminal-shards-share = De { $count } delarna använder samma personer, för kontona i { $forms } går inte att dela på så många: kör delarna efter varandra, eller var och en mot en egen version
terminal-shard-no-load = En del av en mätning skickar ingen last, eftersom andra delar kan mäta samtidigt: fortsätt med den sammanförda mätningen (--resume), eller använd skolprov load
note-shards-missing = { $number ->
    [one] Del { $missing } av { $count } finns inte med: dess uppgifter är inte mätta
   *[other] Delarna { $missing } av { $count } finns inte med: deras uppgifter är inte mätta
}
lost-to-surroundings = { $build }: { $attempts } av { $of } försök räknades inte, av skäl som inte är plattformens{ $tasks ->
    [0] {""}
    [one] ; för en uppgift räknades inga försök på minst ett av sätten
   *[other] ; för { $tasks } uppgifter räknades inga försök på minst ett av sätten
}
lost-mend = { $why }
    Åtgärda det, och mät igen.
lost-mend-unreachable = Starta versionen igen, och gå vidare med samma kommando och --resume { $where }: de försök som inte nådde den görs om.
nothing-measured = ingenting kunde mätas ({ $counts })
no-verdict = det går inte att döma ”{ $candidate }” mot ”{ $baseline }”
no-verdict-gate = av det som spärren ser på ({ $measures }) är inget mätt på båda
no-verdict-no-page = ingen sida av ”{ $build }” är granskad
no-verdict-mend = { $condition ->
    [checks] Mät en av de två igen, med den andras --checks.
    [level] Granska en av de två igen, med den andras --level.
    [standard] Granska en av de två igen, med den andras --standard.
    [scanned] Mät en av de två igen, med den andras --scan eller --no-scan.
    [language] Mät en av de två igen, med den andras --language.
    [forced_colours] Mät en av de två igen, med den andras --forced-colours.
    [text_percent] Mät en av de två igen, med den andras --text-percent.
    [text_spacing] Mät en av de två igen, med den andras --text-spacing.
    [javascript] Mät en av de två igen, med den andras --javascript eller --no-javascript.
    [limit_s] Mät en av de två igen, med den andras --limit.
    [load] Skicka den andras belastning till en av de två igen: dess --peak, --duration, roller och uppgifter.
    [engine] Mät den äldre av de två igen, med den här versionen av Skolprov.
    [measuring_version] Mät den äldre av de två igen, med den här versionen av Skolprov.
    [catalogue_version] Mät den äldre av de två igen, med den här versionen av Skolprov.
   *[other] Mät båda under samma villkor, helst turvis: skolprov compare --baseline URL --candidate URL.
}
no-verdict-mend-uncounted = Varje försök som inte räknades säger varför, i rapporten och med: skolprov show. Åtgärda det, och mät igen.
no-verdict-mend-other = Mät båda enligt samma plan, helst turvis: skolprov compare PLAN.toml. Av sidor: granska samma på båda.
terminal-replaced = Ersatt: rapporten ”{ $title }” om { $runs }, som låg i { $where }
terminal-not-compared = Inte jämfört: { $measures }. { $differs }
differs-only = bara ”{ $build }” har { $items }
differs-values = { $before } för ”{ $baseline }”, { $after } för ”{ $candidate }”
terminal-load = { $situation }, { $build }: ”{ $task }” klarades av { $completed } av { $started }{ $few ->
    [none] {""}
    [0] ; 95 av 100 av dem inom { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 2) } s
   *[other] ; den långsammaste av dem inom { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 2) } s
}
terminal-exported = { $build }: { $tasks ->
    [one] en uppgift
   *[other] { $tasks } uppgifter
} skrivna som Locustkod. Sätt lösenorden som people.json där nämner, och sedan: { $command }
terminal-exported-nothing = { $build }: ingen uppgift kunde spelas upp, så ingen Locustkod skrevs.
terminal-rule-unused = { $where }: används inte. Inget { $request } i inspelningen har ett värde vid { $place }.
terminal-preparing = { $task }: det som behövs läggs nu i ordning i { $build } för { $people ->
    [one] ett konto
   *[other] { $people } konton
}, så som plattformsfilen säger, vilket kan skriva uppgifter där; texter som får ett ord har ”{ $mark }”. { $then ->
    [reset] Det försvinner när bygget återställs.
    [undo] Det tas bort efteråt, så långt det som ångrar uppgiften gör det.
   *[stays] Inget tar bort det: plattformsfilen säger inte hur.
}
terminal-prepared = { $task }: det som behövs lades i ordning för { $ready } av { $people ->
    [one] ett konto
   *[other] { $people } konton
}{ $ready ->
    [0] ; ingen gör den.
   *[other] ; ingen annan gör den.
}
terminal-load-planned = { $situation }, { $build }: { $people ->
    [one] en person
   *[other] { $people } personer
} kommer på { $duration } s, som mest { $peak } i minuten; { $requests } anrop, som mest { $rate } i sekunden.
terminal-load-senders = Skickas av { $workers ->
    [one] en process.
   *[other] { $workers } processer, som delar på dem som kommer.
}
terminal-load-pupils = Som i ett skolväsen med { $pupils } elever, där { $visits } personer skulle komma på { $minutes } minuter: lika många i minuten som där, under kortare tid.
terminal-load-scaled = Av det { $share }: en process på den här maskinen kan inte skicka mer utan att själv vara gränsen.
terminal-load-writes = { $number ->
    [0] Inga uppgifter skrivs.
    [one] Ett anrop kan skriva uppgifter: { $tasks }.
   *[other] { $number } anrop kan skriva uppgifter: { $tasks }.
}
terminal-load-probes = Under tiden går { $count ->
    [one] en riktig webbläsare
   *[other] { $count } riktiga webbläsare
} samma vägar, den ena personen efter den andra; det de skriver tas tillbaka där plattformsfilen säger hur.
terminal-load-hosts = Skickas ingenting, fast de inspelade sidorna frågar dem: { $hosts }.
terminal-load-stopped = { $situation }, { $build }: slutade i förtid. { $reason }
terminal-load-not-sent = { $situation }, { $build }: skickades inte, eftersom en stoppregel avslutade belastningen på denna version.
terminal-measures = Skolprov { $version } · { $browser } ({ $place ->
    [elsewhere] på en annan dator
    [own] Playwrights egen
   *[other] { $place }
}) · { $cores ->
    [one] 1 kärna
   *[other] { $cores } kärnor
}
terminal-nothing-left = Inget återstår: mätningen blev klar { $when }, och { $attempts ->
    [0] inget av den saknas
    [one] dess enda försök är gjort
   *[other] alla dess { $attempts } försök är gjorda
}.
terminal-report = Rapport
note-privacy-no-sign-in = I { $build } kunde { $count ->
    [one] en fråga
   *[other] { $count } frågor
} om integritet inte ställas: ett konto kunde inte logga in igen.
note-privacy-broken-off = I { $build } bröts frågorna om integritet av: { $why ->
    [unreachable] plattformen gick inte längre att nå
    [browser] webbläsaren avslutades
    [recording] en inspelning går inte att läsa
   *[other] webbläsaren avslutades, eller en inspelning går inte att läsa
}. Vad som saknas är inte känt.
