namespace AlmCompliance.Web.Features.AuditReports.Rendering.Xlsx;

/// <summary>Texts that many cells share, each written once. Bounded: what comes later stands in its cells.</summary>
internal sealed class XlsxWords
{
    private const int Most = 4096;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    public IReadOnlyList<string> Texts => _texts;

    /// <summary>How many cells point here.</summary>
    public long Uses { get; private set; }

    /// <summary>The text's number; null where no room is left for it.</summary>
    public int? NumberOf(string text)
    {
        if (!_numbers.TryGetValue(text, out var number))
        {
            if (_texts.Count >= Most)
            {
                return null;
            }

            number = _texts.Count;
            _numbers.Add(text, number);
            _texts.Add(text);
        }

        Uses++;
        return number;
    }
}
