# Hur många människor i minuten en version klarar, och vad som ger vika därefter.
capacity-head = Var det brister: { $situation }
capacity-limits = Gränserna: { $success } av alla får det gjort som de kom för, och 95 av 100 får svar inom { $wait }, för varje anrop för sig. Människor kommer jämnt fördelade, i situationens blandning.
capacity-platform = { $build } klarar { $low } personer i minuten; vid { $high } hålls inte gränserna.
capacity-generator = { $build } klarar minst { $low } personer i minuten. Vid { $high } var det som skickade belastningen vid sin egen gräns: hur mycket mer plattformen klarar är inte känt.
capacity-highest = { $build } klarar minst { $low } personer i minuten, det mesta som skulle skickas.
capacity-unfinished = { $build } klarar minst { $low } personer i minuten; sökningen kom inte till sitt slut.
capacity-none = { $build }: inget antal visade sig hålla gränserna; { $high } personer i minuten bröt dem.
capacity-unknown = { $build }: vad den klarar är inte känt; sökningen kom inte till sitt slut, eller så var det som skickade belastningen vid sin egen gräns innan något hade visat sig.
capacity-at-least = minst { $low }
capacity-worse = { $build } klarar färre människor än { $baseline }: { $now } i minuten, mot { $before }
capacity-better = { $build } klarar fler människor än { $baseline }: { $now } i minuten, mot { $before }
capacity-first = Först gav det vika här:
capacity-then = Därefter:
capacity-gave-way-wait = { $task }, { $request }: av { $people } fick { $share } vänta längre än { $limit }; 95 av 100 fick svar inom { $seconds }
capacity-gave-way-success = { $task }: av { $people } personer fick { $share } det inte gjort, där { $needed } måste få det; oftast: { $why }
capacity-recovered = Den återhämtade sig: senast { $seconds } s efter att belastningen hade fallit var det ingen som misslyckades eller fick vänta för länge.
capacity-not-recovered = ✗ Den återhämtade sig inte efter att belastningen hade fallit.
capacity-sure = Antalet som klarades vilar på { $people } personer i { $sessions ->
    [one] en omgång
   *[other] { $sessions } omgångar
}, av vilka { $failed } misslyckades. Varje antal bedömdes för sig, med 95 % säkerhet.
capacity-precision = Båda ändarna ligger så nära varandra som begärdes ({ $share }) där antalet människor räckte för att visa det; en mindre överbelastning kan ha hunnit gå obemärkt förbi.
capacity-same-machine = Belastningen skickades från samma dator som versionen körs på: båda delade på processorerna, och versionen ensam kan klara mer.
capacity-not-sent = inte skickat
capacity-phase-ramp = upptrappning
capacity-phase-search = närmare titt
capacity-phase-recovery = efter fallet
capacity-verdict-kept = gränserna hölls
capacity-verdict-broken = gränserna bröts
capacity-verdict-cannot-tell = för få människor för att säga
capacity-verdict-generator = begränsat av det som skickade belastningen
capacity-verdict-recovered = återhämtad
capacity-verdict-not-recovered = inte återhämtad än
chart-capacity-title = { $situation }: den längsta väntan vid varje antal i minuten
chart-capacity-description = För varje antal människor i minuten den 95:e percentilen för det anrop som man väntade längst på, i { $builds }. Fyllda tecken höll gränserna. Siffrorna står i tabellen under.
axis-rate = Personer i minuten
axis-slowest = p95 för det långsammaste anropet, s
axis-limit = gräns { $wait }
head-phase = Skede
head-slowest = Långsammaste anropet
head-late = Började sent
head-verdict = Kom fram till
terminal-capacity-step = { $phase ->
    [recovery] belastningen faller: { NUMBER($rate, maximumFractionDigits: 0) } personer i minuten
   *[other] { NUMBER($rate, maximumFractionDigits: 0) } personer i minuten
}
terminal-capacity-level = { NUMBER($rate, maximumFractionDigits: 0) }/min  { $phase ->
    [recovery] { $after ->
        [never] ? inte återhämtad än
       *[other] ✓ återhämtad, senast { NUMBER($after, maximumFractionDigits: 0) } s efter fallet
    }
   *[other] { $verdict ->
        [kept] ✓ gränserna hölls
        [broken] ✗ gränserna bröts
        [generator] ! det som skickar belastningen är vid sin egen gräns
       *[other] { $phase ->
            [ramp] … inte brutet
           *[other] ? för få människor för att säga
        }
    }
}  ({ $people } personer, { $failed } misslyckades; långsammast { $request }, p95 { NUMBER($seconds, maximumFractionDigits: 2) } s)
capacity-not-ended = sökningen efter vad { $builds } klarar kom inte till sitt slut; varför står ovan
capacity-go-on = Åtgärda det och fortsätt med samma kommando och --resume { $where }
