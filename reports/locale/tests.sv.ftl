# Vad pytest säger i slutet av en omgång med tester där någon använder sidorna.

tests-attempts = { $count ->
    [0] Inga försök gjordes
    [one] Ett försök: { $outcomes }
   *[other] { $count } försök: { $outcomes }
}.
tests-judged-anew = { $test }, med { with-mode }: ovan står ”{ $recorded }”; bredvid de andra försöken är det ”{ $outcome }”.
tests-judged-anew-more = { $count ->
    [one] Ytterligare ett bedömdes om
   *[other] Ytterligare { $count } bedömdes om
}; rapporten har alla.
tests-states = { $states ->
    [one] Ett tillstånd granskat för tillgänglighet
   *[other] { $states } tillstånd granskade för tillgänglighet
}: { $violations ->
    [0] inga fel hittade, vilket inte visar att det inte finns några
    [one] ett fel
   *[other] { $violations } fel
}{ $review ->
    [0] { "" }
   *[other] { "" }, { $review } som en människa får titta på
}.
tests-no-states = Inga tillstånd granskades för tillgänglighet.
tests-evidence = Underlag:  { $path }
tests-report = Rapport:   { $command }
