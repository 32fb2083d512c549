using System.Text;

namespace AlmCompliance.Web.Assessment.RawExports;

/// <summary>The columns of a list of hosts, and the file to begin one with: notes that are passed over, then the header.</summary>
internal static class InventoryTemplate
{
    public const string Name = "name";
    public const string FileName = "alm-hosts.csv";

    private static readonly (string Column, string[] Also, string Note)[] s_columns =
    [
        (Name, ["host", "hostname", "computername", "rechnername"], "computer name; required"),
        ("zone", [], "an existing zone; empty: the zone chosen at the upload"),
        ("domain", ["domäne", "domaene"], "Windows domain or workgroup"),
        ("machineId", [], "only to tell hosts of one name apart: the server's id of the host, or the machine id its agent reported"),
        ("addresses", ["address", "adresse", "adressen"], "10.20.4.41/24, several with a space between"),
        ("os", ["betriebssystem"], "Windows 7 Professional"),
        ("osVersion", [], "6.1.7601"),
        ("installed", ["installiert"], "yes or no; whether the Automation License Manager is there; empty: not known"),
        ("version", [], "the version text as it stands on the host: V5.1 SP1 Upd2"),
        ("versionSource", [], "where it stands: autsw.VersionString autsw.Release autsw.TechnVersion autsw.Version uninstall.DisplayName uninstall.DisplayVersion"),
        ("otherVersion", [], "a second version text; to be sure the server wants one of AUTSW and one of the list of installed software"),
        ("otherVersionSource", [], "where that one stands"),
        ("serviceState", [], "running stopped absent: the service almservice"),
        ("startMode", [], "automatic manual disabled"),
        ("processes", [], "running programs of the ALM with a space between: almsrv64x.exe; none: looked and found none"),
        ("port", [], "the TCP port that the ALM is set to"),
        ("listeners", [], "where its programs listen: 0.0.0.0:4410 [::]:4410; none: looked and found none"),
        ("remoteAccessSetting", [], "enabled or disabled, as its settings say"),
        ("restartPending", [], "yes or no: whether Windows has to be restarted for files of the ALM"),
        ("collected", ["date", "datum", "erhoben"], "when somebody looked: 2026-11-20 or 2026-11-20T10:15:00Z; empty: the date stated at the upload"),
    ];

    private static readonly Dictionary<string, string> s_names = s_columns
        .SelectMany(c => c.Also.Append(c.Column).Select(name => (Name: Folded(name), c.Column)))
        .ToDictionary(c => c.Name, c => c.Column, StringComparer.Ordinal);

    /// <summary>The column that a title names, in whatever case and with or without spaces; null where there is none.</summary>
    public static string? ColumnOf(string title) => s_names.GetValueOrDefault(Folded(title));

    /// <summary>UTF-8 with its mark, so that spreadsheets read it.</summary>
    public static byte[] File()
    {
        var text = new StringBuilder();
        text.Append("# One host a line below the header. An empty cell is not known. Lines with # at the head of the file are passed over.\r\n");
        foreach (var (column, _, note) in s_columns)
        {
            text.Append("# ").Append(column).Append(": ").Append(note.Replace(',', ';')).Append("\r\n");
        }

        text.AppendJoin(',', s_columns.Select(c => c.Column)).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    private static string Folded(string title) => string.Concat(title.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
