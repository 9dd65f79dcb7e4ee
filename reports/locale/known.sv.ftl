# Kända fel
note-known-expired = { $count ->
    [one] Ett känt fel har passerat sin dag och räknas igen
   *[other] { $count } kända fel har passerat sin dag och räknas igen
}: { $where }{ $more ->
    [0] {""}
   *[other] {" "}och { $more } till
}
note-known-incomplete = { $count ->
    [one] Ett känt fel saknar skäl, ansvarig eller läsbart datum, och räknas
   *[other] { $count } kända fel saknar skäl, ansvarig eller läsbart datum, och räknas
}: { $where }{ $more ->
    [0] {""}
   *[other] {" "}och { $more } till
}
note-known-vanished = { $count ->
    [one] Ett känt fel finns inte kvar; posten kan tas bort
   *[other] { $count } kända fel finns inte kvar; posterna kan tas bort
}: { $where }{ $more ->
    [0] {""}
   *[other] {" "}och { $more } till
}
note-known-not-given = Planen hämtar kända fel ur { $file }, men rapporten skrevs utan den: ange den med --known
known-status = { $status ->
    [expired] Datumet har passerat: räknas igen
    [incomplete] Ursäktar inget: { $lacks }
    [vanished] Finns inte kvar: kan tas bort
    [excused] Känt: underkänner inget
   *[not-looked-at] Granskades inte den här gången
}
known-lacks = { $what ->
    [reason] skäl saknas
    [owner] ansvarig saknas
   *[expires] läsbart datum saknas
}
known-excused = Känt till och med { $until }, { $owner }: { $reason }
known-in-no-count = { $count ->
    [one] Ett tillgänglighetsfel är känt: det underkänner inget till och med sin dag och räknas ingenstans.
   *[other] { $count } tillgänglighetsfel är kända: de underkänner inget till och med sin dag och räknas ingenstans.
}
known-head = Kända fel
known-lead = Det som står i filen med kända fel: vem som tar hand om det, och hur länge det inte underkänner något.
known-head-finding = Fel
known-head-status = I dag
known-head-until = Till och med
known-head-owner = Ansvarig
known-head-reason = Skäl
known-head-entry = Post
