using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.Features.AuditReports.Making;

/// <summary>Where the files of reports stand: a folder for each under the server's own. One that is being made bears another name until it is whole.</summary>
internal sealed class ReportFolder(ServerOptions options)
{
    private const string Frozen = "frozen.db";

    private string Root => Path.Combine(options.DataDirectory, "audit-reports");

    public string Of(Guid report) => Path.Combine(Root, report.ToString("N"));

    /// <summary>The frozen copy of a finished report.</summary>
    public string FrozenOf(Guid report) => Path.Combine(Of(report), Frozen);

    /// <summary>An empty folder to make a report in, readable by the server's account alone.</summary>
    public string Begin(Guid report)
    {
        var making = Of(report) + ".making";
        if (Directory.Exists(making))
        {
            Directory.Delete(making, recursive: true);
        }

        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(making);
        }
        else
        {
            const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(Root, Own);
            Directory.CreateDirectory(making, Own);
        }

        return making;
    }

    public static string FrozenIn(string making) => Path.Combine(making, Frozen);

    /// <summary>What was made stands from now on.</summary>
    public void Finish(Guid report) => Directory.Move(Of(report) + ".making", Of(report));

    /// <summary>Takes away what there is of a report, finished or not.</summary>
    public void Remove(Guid report)
    {
        foreach (var folder in (string[])[Of(report) + ".making", Of(report)])
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    /// <summary>Folders that a server left which was ended while it made or removed their reports.</summary>
    /// <param name="finished">The reports whose files are to stay.</param>
    public void RemoveAllBut(IReadOnlyCollection<Guid> finished)
    {
        if (Directory.Exists(Root))
        {
            var kept = finished.Select(Of).ToHashSet(StringComparer.Ordinal);
            foreach (var folder in Directory.EnumerateDirectories(Root).Where(f => !kept.Contains(f)))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }
}
