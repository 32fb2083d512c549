namespace AlmCompliance.Domain.Rules;

/// <summary>Compares the words of two verdicts without making anything.</summary>
internal static class SameWords
{
    public static bool Are(IReadOnlyList<string> one, IReadOnlyList<string> other)
    {
        if (one.Count != other.Count)
        {
            return false;
        }

        for (var i = 0; i < one.Count; i++)
        {
            if (!string.Equals(one[i], other[i], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
