namespace AlmCompliance.Simulator.Plant;

/// <summary>Deals outcomes to hosts in exact shares and shuffled order, so that a small plant looks like a large one.</summary>
internal static class Deal
{
    /// <summary>One outcome for each of <paramref name="count"/> hosts; <paramref name="rest"/> takes what the shares leave.</summary>
    public static T[] Out<T>(int count, Dice dice, T rest, params ReadOnlySpan<(T Outcome, double Share)> shares)
    {
        var outcomes = new T[count];
        for (var i = 0; i < count; i++)
        {
            outcomes[i] = At((i + 0.5) / count, rest, shares);
        }

        for (var i = count - 1; i > 0; i--)
        {
            var j = dice.Below(i + 1);
            (outcomes[i], outcomes[j]) = (outcomes[j], outcomes[i]);
        }

        return outcomes;
    }

    /// <summary>The outcome at a place between 0 and 1.</summary>
    public static T At<T>(double place, T rest, params ReadOnlySpan<(T Outcome, double Share)> shares)
    {
        foreach (var (outcome, share) in shares)
        {
            place -= share;
            if (place < 0)
            {
                return outcome;
            }
        }

        return rest;
    }
}
