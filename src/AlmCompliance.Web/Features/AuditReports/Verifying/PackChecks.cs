using AlmCompliance.Web.Components.Values;

namespace AlmCompliance.Web.Features.AuditReports.Verifying;

/// <summary>What came of checking a pack. The numbers are the program's exit codes.</summary>
internal enum PackOutcome
{
    /// <summary>Everything holds, and each verdict follows from its input.</summary>
    Holds = 0,

    /// <summary>Something does not hold.</summary>
    DoesNotHold = 2,

    /// <summary>Everything else holds; verdicts were not computed again.</summary>
    NotRecomputed = 3,

    /// <summary>Everything holds, and by nothing but the pack is it known whose key signed it.</summary>
    Unvouched = 4,
}

/// <param name="Entry">The file in the pack, or the pack itself.</param>
internal sealed record PackStatement(string Entry, string Words)
{
    public override string ToString() => $"{Entry}: {Words}";
}

/// <summary>Gathers what checks say of a pack. Names and words out of the pack are hostile: they are tamed here.</summary>
internal sealed class PackChecks
{
    /// <summary>How many faults are named; the others are counted.</summary>
    public const int Named = 20;

    private const int LongestEntry = 120;
    private const int LongestWords = 400;

    private readonly List<PackStatement> _held = [];
    private readonly List<PackStatement> _faults = [];
    private readonly List<string> _notes = [];

    public IReadOnlyList<PackStatement> Held => _held;
    public IReadOnlyList<PackStatement> Faults => _faults;

    /// <summary>What these checks do not show.</summary>
    public IReadOnlyList<string> Notes => _notes;
    public int FaultCount { get; private set; }

    /// <summary>Why verdicts were not computed again; null where they were, or something else is wrong first.</summary>
    public string? NotRecomputed { get; private set; }

    /// <summary>SHA-256 of the certificate that signed, hex; null where there is none.</summary>
    public string? Certificate { get; private set; }

    /// <summary>The certificate that signed is the one that the checker knows.</summary>
    public bool IsVouched { get; private set; }

    public PackOutcome Outcome => FaultCount > 0 ? PackOutcome.DoesNotHold : NotRecomputed is not null ? PackOutcome.NotRecomputed : IsVouched ? PackOutcome.Holds : PackOutcome.Unvouched;

    public void Holds(string entry, string words) => _held.Add(Tamed(entry, words));

    public void Fails(string entry, string words)
    {
        if (++FaultCount <= Named)
        {
            _faults.Add(Tamed(entry, words));
        }
    }

    public void Note(string words) => _notes.Add(HostileText.Tame(words, LongestWords));

    public void SignedBy(string certificate) => Certificate = certificate;

    public void Vouch() => IsVouched = true;

    public void LeaveVerdicts(string why) => NotRecomputed ??= HostileText.Tame(why, LongestWords);

    private static PackStatement Tamed(string entry, string words) => new(HostileText.Tame(entry, LongestEntry), HostileText.Tame(words, LongestWords));
}
