# What pytest says at the end of a session with tests that have a user.

tests-attempts = { $count ->
    [0] No attempt was made
    [one] One attempt: { $outcomes }
   *[other] { $count } attempts: { $outcomes }
}.
tests-judged-anew = { $test }, with { with-mode }: told above as “{ $recorded }”; beside the other attempts it is “{ $outcome }”.
tests-judged-anew-more = { $count ->
    [one] One more was judged anew
   *[other] { $count } more were judged anew
}; the report tells them all.
tests-states = { $states ->
    [one] One state checked for accessibility
   *[other] { $states } states checked for accessibility
}: { $violations ->
    [0] no fault found, which does not show that there is none
    [one] one fault
   *[other] { $violations } faults
}{ $review ->
    [0] { "" }
   *[other] { "" }, { $review } to be looked at by a person
}.
tests-no-states = No state was checked for accessibility.
tests-evidence = Evidence:  { $path }
tests-report = Report:    { $command }
