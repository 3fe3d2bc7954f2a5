namespace Heat.Core.Diagnostics;

/// <summary>Guesses which known name somebody meant.</summary>
public static class Suggestion
{
    private const int LongestName = 100;
    private const int MostCandidates = 1000;

    /// <summary><c>did you mean "…"?</c> with the known name that is nearest, or null when none is near.</summary>
    public static string? For(string name, IEnumerable<string> known)
    {
        if (name.Length > LongestName)
            return null;
        var farthest = Math.Max(1, (name.Length + 1) / 3);
        var nearest = known.Where(candidate => Math.Abs(candidate.Length - name.Length) <= farthest)
            .Take(MostCandidates)
            .Select(candidate => (Name: candidate, Distance: Distance(name.ToLowerInvariant(), candidate.ToLowerInvariant())))
            .OrderBy(candidate => candidate.Distance)
            .FirstOrDefault((Name: "", Distance: int.MaxValue));
        return nearest.Distance <= farthest ? $"did you mean \"{nearest.Name}\"?" : null;
    }

    /// <summary>The number of letters to add, remove, change or swap with the next (optimal string alignment).</summary>
    private static int Distance(string left, string right)
    {
        int[] beforePrevious = [], previous = [.. Enumerable.Range(0, right.Length + 1)];
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                    current[j] = Math.Min(current[j], beforePrevious[j - 2] + 1);
            }

            (beforePrevious, previous) = (previous, current);
        }

        return previous[right.Length];
    }
}
