"""What the evidence means: measures, comparisons, verdicts and the formats that show them. Reads evidence only."""
