# The summary for a pull request.

markdown-head-no-verdict = Skolprov: no verdict on { $candidate } against { $baseline }
markdown-head = Skolprov: { $worse ->
    [0] nothing got worse
    [one] one thing got worse
   *[other] { $worse } things got worse
}{ $better ->
    [0] {""}
   *[other] , { $better } better
} ({ $candidate } against { $baseline })
markdown-what = What
markdown-where = Mode or situation
markdown-before = Before
markdown-now = Now
markdown-same = { $count ->
    [0] No comparison is without a difference.
    [one] One comparison shows no meaningful difference.
   *[other] { $count } comparisons show no meaningful difference.
}
markdown-unsure = { $count ->
    [one] One cannot tell{ $more ->
        [0] .
        [one] : one more attempt would.
       *[other] : about { $more } more attempts would.
    }
   *[other] { $count } cannot tell{ $more ->
        [0] .
        [one] : one more attempt would.
       *[other] : up to { $more } more attempts of a task would.
    }
}
markdown-condition = Not the same on both sides: { $name } was { $before }, is { $after }
markdown-selected = Made of a part of what was measured: { $what }.
markdown-unknown = Not known: { $what }.
role = { $role ->
    [teacher] Teacher
    [pupil] Pupil
    [guardian] Guardian
   *[other] { $role }
}
mode = { $mode ->
    [pointer] mouse
    [keyboard] keyboard
    [touch] touch
    [zoom] 400 % zoom
    [screen-reader] screen reader
   *[other] { $mode }
}
markdown-new-faults = New accessibility faults
markdown-to-look-at = for a person to look at
markdown-more-places = { $number ->
    [0] {""}
    [one] , and one more place
   *[other] , and { $number } more places
}{ $pages ->
    [one] {""}
   *[other] { $number ->
        [0] , on { $pages } pages
       *[other] , one of them on { $pages } pages
    }
}
