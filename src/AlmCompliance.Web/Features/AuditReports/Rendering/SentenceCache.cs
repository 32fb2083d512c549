namespace AlmCompliance.Web.Features.AuditReports.Rendering;

/// <summary>Sentences by their reason and arguments: most hosts of a plant say one of a few. Bounded; one thread.</summary>
internal sealed class SentenceCache<TReason>(Func<TReason, IReadOnlyList<string>, string> say)
    where TReason : struct, Enum
{
    private const int Most = 4096;

    private readonly Dictionary<(TReason Reason, IReadOnlyList<string> Arguments), string> _said = new(new SameWords());

    public string Say(TReason reason, IReadOnlyList<string> arguments)
    {
        if (_said.TryGetValue((reason, arguments), out var sentence))
        {
            return sentence;
        }

        if (_said.Count == Most)
        {
            _said.Clear();
        }

        return _said[(reason, arguments)] = say(reason, arguments);
    }

    private sealed class SameWords : IEqualityComparer<(TReason Reason, IReadOnlyList<string> Arguments)>
    {
        public bool Equals((TReason Reason, IReadOnlyList<string> Arguments) x, (TReason Reason, IReadOnlyList<string> Arguments) y)
        {
            if (!EqualityComparer<TReason>.Default.Equals(x.Reason, y.Reason) || x.Arguments.Count != y.Arguments.Count)
            {
                return false;
            }

            for (var i = 0; i < x.Arguments.Count; i++)
            {
                if (x.Arguments[i] != y.Arguments[i])
                {
                    return false;
                }
            }

            return true;
        }

        public int GetHashCode((TReason Reason, IReadOnlyList<string> Arguments) said)
        {
            var hash = said.Reason.GetHashCode();
            for (var i = 0; i < said.Arguments.Count; i++)
            {
                hash = HashCode.Combine(hash, string.GetHashCode(said.Arguments[i], StringComparison.Ordinal));
            }

            return hash;
        }
    }
}
