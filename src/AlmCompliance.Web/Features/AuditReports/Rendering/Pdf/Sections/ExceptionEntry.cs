using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>One host in full: who on the left, why and what is known on the right.</summary>
internal sealed class ExceptionEntry(Roll roll)
{
    private const float Who = 114;
    private const float Label = 60;
    private const float Rule = 38;
    private const float Matter = Roll.Left + Who + 12;
    private const float Value = Matter + Label;

    /// <summary>An entry beyond this goes on upon the next page: its parts are never cut.</summary>
    private const float Most = 500;
    private const int MostWords = 400;

    /// <summary>A paragraph beyond so many characters ends with its sentence.</summary>
    private const int Long = 500;

    private ComplianceStatus? _status;
    private float _y;

    public bool Any => _status is not null;

    private ReportWords Words => roll.Words;

    public void Write(HostInFull full)
    {
        var host = full.Host;
        if (_status != host.Status)
        {
            Status(host.Status);
        }

        Left(host);
        _y = roll.Block.Text(Words.Why(host), Face.Serif, 10, 13.5f, Ink.Text, Matter, 5, Roll.Right - Matter) + 2;
        Known(host);
        Measures(host, full.Measures);
        Findings(host, full.Findings);
        roll.Block.Grow(Math.Max(_y, roll.Block.Height) + 5);
        roll.Block.Rule(Roll.Left, Roll.Right, roll.Block.Height, 0.5f, Ink.Hairline);
        roll.Place();
    }

    private void Status(ComplianceStatus status)
    {
        _status = status;
        roll.Heading = null;
        roll.Ensure(150);
        roll.Y += roll.Y > 120 ? 10 : 0;
        roll.Bookmark(1, Words.Status(status));
        roll.Page.Mark(StatusMarks.Name(status), Roll.Left, roll.Y + 2, 13);
        roll.Page.Text(Face.SerifBold, 12.5f, StatusMarks.Ink(status), Roll.Left + 18, roll.Y + 12.5f, Words.Status(status));
        roll.Y += 20;
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
        roll.Heading = Again;
    }

    private void Again()
    {
        var status = _status!.Value;
        roll.Page.Mark(StatusMarks.Name(status), Roll.Left, roll.Y - 9, 9);
        roll.Page.Text(Face.SansBold, 8.5f, StatusMarks.Ink(status), Roll.Left + 13, roll.Y - 1.5f, Words.Text("Continued", Words.Status(status)));
        roll.Y += 4;
        roll.Page.Line(Roll.Left, roll.Y, Roll.Right, roll.Y, 1.6f, Ink.Text);
    }

    private void Left(ReportHost host)
    {
        var y = roll.Block.Text(HostileText.Tame(host.Name, 90), Face.SansBold, 9.5f, 12.5f, Ink.Text, Roll.Left, 5, Who);
        y = roll.Block.Text(Words.Place(host.Site, host.Zone), Face.Sans, 8, 10.5f, Ink.Second, Roll.Left, y, Who);
        if (host.Since is { } since)
        {
            y = roll.Block.Text(Words.Text("Since", Words.Moment(since)), Face.Sans, 8, 10.5f, Ink.Second, Roll.Left, y, Who);
        }

        if (host.Status == ComplianceStatus.Unknown && host.LastKnown != ComplianceStatus.Unknown)
        {
            y = roll.Block.Text(Words.Text("LastKnown", Words.StatusInSentence(host.LastKnown)), Face.SansBold, 8, 10.5f, StatusMarks.Ink(host.LastKnown), Roll.Left, y, Who);
        }

        if (host.Owner.Length > 0)
        {
            y = roll.Block.Text(Words.Text("Owner", host.Owner), Face.Sans, 8, 10.5f, Ink.Third, Roll.Left, y, Who);
        }

        if (Words.Head.Figures.Expected is not null && !host.IsExpected)
        {
            y = roll.Block.Text(Words.Text("Unlisted"), Face.SansBold, 8, 10.5f, Ink.Text, Roll.Left, y, Who);
        }

        var bad = host.OtherStatuses.Count(s => s == ComplianceStatus.NonCompliant);
        var unknown = host.OtherStatuses.Count(s => s == ComplianceStatus.Unknown);
        if (bad + unknown > 0)
        {
            roll.Block.Text(Words.Text("Known.Others", bad, unknown), Face.Sans, 8, 10.5f, Ink.Third, Roll.Left, y, Who);
        }
    }

    private void Known(ReportHost host)
    {
        if (host.VersionText is { } version)
        {
            Part(Words.Text("Known.Version"), $"{HostileText.Tame(version)}   {VersionPlaces.Name(host.VersionSource)}", Face.Mono, Ink.Text);
        }
        else
        {
            Part(Words.Text("Known.Version"), Words.Text("Known.Version.None"), Face.Sans, Ink.Second);
        }

        Part(
            Words.Text("Known.Evidence"),
            host.EvidenceAt is { } at ? Words.Text(Words.Head.IsPresent ? "Known.Evidence.Text" : "Known.Evidence.Past", Words.Moment(at), Words.Origin(host.Origin)) : Words.Text("Known.Evidence.None"), Face.Sans, Ink.Second);
        Part(
            Words.Text("Known.Remote"),
            host is { RemoteAccess: { } remote, RemoteAccessBasis: { } basis } ? Words.Text("Known.Remote.Text", Capital(Words.Remote(remote)), Words.RemoteBasis(basis)) : Words.Text("NotKept"),
            Face.Sans, Ink.Second);
        if (host.Decisions.Length > 0)
        {
            Part(Words.Text("Known.Decisions"), host.Decisions, Face.Sans, Ink.Second);
        }
    }

    /// <summary>By the day that they are due: for each rule a paragraph, each sentence with the advisories that it is about.</summary>
    private void Findings(ReportHost host, IReadOnlyList<ReportFinding> findings)
    {
        var label = Words.Text("Known.Findings");
        foreach (var due in findings.OrderBy(f => f.DueAt).GroupBy(f => (Day: Words.Date(f.DueAt), Late: f.IsOverdue ? Words.Late(f) : "")))
        {
            Labelled(label);
            label = "";
            var isOverdue = due.Key.Late.Length > 0;
            var day = Capital(Words.Text("Due", due.Key.Day));
            _y = roll.Block.Text(
                isOverdue ? $"{day}, {due.Key.Late}" : day, isOverdue ? Face.SansBold : Face.Sans, 8.3f, 10.5f, isOverdue ? Ink.Text : Ink.Third, Value, _y, Roll.Right - Value);
            foreach (var rule in due.GroupBy(f => f.Rule).OrderBy(g => g.Key))
            {
                roll.Block.Text(rule.Key.ToString(), Face.Mono, 7.5f, 10.5f, Ink.Second, Value, _y, Rule);
                foreach (var said in Paragraphs(InOrder(rule).GroupBy(Words.Message, StringComparer.Ordinal).Select(g => About(g.Key, [.. g.Select(f => f.AdvisoryId).Where(a => a.Length > 0)]))))
                {
                    _y = roll.Block.Text(said, Face.Sans, 8.3f, 10.5f, isOverdue ? Ink.Text : Ink.Second, Value + Rule, _y, Roll.Right - Value - Rule);
                    GoOn(host);
                }
            }
        }
    }

    /// <summary>The product note's first.</summary>
    private IEnumerable<ReportFinding> InOrder(IEnumerable<ReportFinding> findings) =>
        findings.OrderBy(f => f.AdvisoryId != Words.Head.Advisories[0].Id).ThenBy(f => f.AdvisoryId, StringComparer.Ordinal);

    private static IEnumerable<string> Paragraphs(IEnumerable<string> sentences)
    {
        var said = "";
        foreach (var sentence in sentences)
        {
            said = said.Length == 0 ? sentence : $"{said} {sentence}";
            if (said.Length > Long)
            {
                yield return said;
                said = "";
            }
        }

        if (said.Length > 0)
        {
            yield return said;
        }
    }

    private string About(string message, List<string> advisories) => advisories.Count == 0 ? message : Words.Text("About", Words.List(advisories), message);

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];

    private void Part(string label, string text, Face face, Ink ink)
    {
        Labelled(label);
        _y = roll.Block.Text(text, face, face == Face.Mono ? 7.4f : 8.3f, face == Face.Mono ? 9.8f : 10.5f, ink, Value, _y, Roll.Right - Value);
    }

    private void Labelled(string label)
    {
        if (label.Length > 0)
        {
            roll.Block.Text(label, Face.Sans, 8, 10.5f, Ink.Third, Matter, _y, Label - 4);
        }
    }

    private void GoOn(ReportHost host)
    {
        if (_y > Most)
        {
            roll.Place();
            _y = roll.Block.Text(Words.Text("Continued", HostileText.Tame(host.Name, 60)), Face.SansBold, 8.5f, 12, Ink.Second, Roll.Left, 4, Roll.Across) + 2;
        }
    }

    /// <summary>Once where several advisories rest on the same: most do. Which ones is not said again where the measure before has the same.</summary>
    private void Measures(ReportHost host, IReadOnlyList<ReportMeasure> measures)
    {
        var label = Words.Text("Known.Measures");
        var before = "";
        foreach (var alike in measures.GroupBy(m => (m.Measure, m.State, m.Basis, Evidence: HostileText.Tame(string.Join(" · ", m.Words), MostWords))))
        {
            var (name, by) = (Words.Measure(alike.Key.Measure), For([.. alike.Select(m => m.AdvisoryId)]));
            var told = by.Length == 0 ? name : by == before ? Words.Text("Measure.Same", name) : Words.Text("Measure.For", name, by);
            Part(label, Words.Text("Measure.Line", told, Words.MeasureState(alike.Key.State), Words.Basis(alike.First())), Face.Sans, Ink.Second);
            (label, before) = ("", by);
            if (alike.Key.Evidence.Length > 0)
            {
                Part("", alike.Key.Evidence, Face.Mono, Ink.Third);
            }

            GoOn(host);
        }
    }

    /// <summary>Empty where it is the product note alone.</summary>
    private string For(List<string> advisories) => advisories.Count == 1 && advisories[0] == Words.Head.Advisories[0].Id ? "" : Words.List(advisories);
}
