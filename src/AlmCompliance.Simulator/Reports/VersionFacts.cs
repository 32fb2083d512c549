using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Life;
using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Reports;

/// <summary>Which version texts a host shows, and in which spelling; a host keeps its habits over all releases.</summary>
internal static class VersionFacts
{
    private const string Release = "autsw.Release";
    private const string TechnVersion = "autsw.TechnVersion";
    private const string Version = "autsw.Version";
    private const string VersionString = "autsw.VersionString";
    private const string DisplayName = "uninstall.DisplayName";
    private const string DisplayVersion = "uninstall.DisplayVersion";

    private static readonly Func<AlmRelease, string>[] s_spellings =
    [
        VersionForms.Short, VersionForms.Listed, VersionForms.Note, VersionForms.Spelled, VersionForms.Joined,
        VersionForms.Underscored, VersionForms.LowerCase, VersionForms.DottedWithLetter,
    ];

    /// <summary>Null where the keys cannot be read.</summary>
    public static VersionText[]? Of(SimulatedHost host, HostState state)
    {
        if (state.Release is not { } release)
        {
            return [];
        }

        if (state.Quirk == VersionQuirk.NotReadable)
        {
            return null;
        }

        var dice = host.Habit("versions");
        var spelling = dice.OneOf<Func<AlmRelease, string>>(s_spellings);
        var texts = new List<VersionText>();
        var habit = dice.NextShare();
        if (state.Quirk != VersionQuirk.None)
        {
            habit = 0.5;
        }

        // Some hosts hold nothing but the uninstall entry, and some of these nothing but the packed form.
        if (habit > 0.16)
        {
            Add(texts, VersionString, spelling(release) + (state.Quirk == VersionQuirk.Hotfix ? " HF1" : ""));
            Add(texts, Release, dice.Hits(0.6) ? VersionForms.ZeroPadded(release) : VersionForms.Dotted(release));
        }

        if (habit > 0.7)
        {
            Add(texts, TechnVersion, VersionForms.Dotted(release));
        }

        if (habit > 0.9)
        {
            Add(texts, Version, "");
        }

        if (habit is > 0.06 and < 0.95)
        {
            Add(texts, DisplayName, VersionForms.DisplayName(release) + (state.Quirk == VersionQuirk.Hotfix ? "HF1" : ""));
        }

        if (habit < 0.9)
        {
            Add(texts, DisplayVersion, VersionForms.Packed(release));
        }

        if (state.Quirk == VersionQuirk.Contradiction)
        {
            Add(texts, DisplayVersion, VersionForms.Packed(new AlmRelease(5, 1, 1, 2)));
        }
        else if (state.Quirk == VersionQuirk.FileVersion)
        {
            Add(texts, Version, "500.0.122.1");
        }

        return [.. texts];
    }

    private static void Add(List<VersionText> texts, string source, string value) =>
        texts.Add(new VersionText { Source = source, Value = value });
}
