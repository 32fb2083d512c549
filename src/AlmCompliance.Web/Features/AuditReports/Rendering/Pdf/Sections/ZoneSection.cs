using AlmCompliance.Web.Components.Values;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Charts;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Layout;
using AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Writing;

namespace AlmCompliance.Web.Features.AuditReports.Rendering.Pdf.Sections;

/// <summary>Each zone by its statuses, then by the rules that are open in it.</summary>
internal static class ZoneSection
{
    public static void Write(Roll roll)
    {
        var words = roll.Words;
        var zones = words.Head.Figures.Zones;
        roll.EnsureWhole(80 + (zones.Count * 18), 190);
        roll.Bookmark(0, words.Text("Zones.Title"));
        SectionHead.OnTop(roll, words.Text("Zones.Title"), words.Text("Zones.Sub"));
        if (zones.Count == 0)
        {
            SectionHead.Nothing(roll, words.Text("NoZones"));
            return;
        }

        var table = new Table(
            roll, Roll.Left, 8,
            [new(words.Text("Site"), 62), new(words.Text("Zone"), 88), new(words.Text("Hosts"), 34, true), .. StatusLook.Order.Select(s => new Column(words.Status(s), 43, true)), new(words.Text("Overdue"), 44, true)]);
        table.Begin();
        foreach (var zone in zones)
        {
            table.Cell(zone.Site ?? "");
            table.Cell(zone.Zone ?? words.NoZone, zone.Zone is null ? Face.SansBold : Face.Sans);
            table.Cell(words.Number(zone.Hosts));
            foreach (var status in StatusLook.Order)
            {
                var hosts = zone.ByStatus.GetValueOrDefault(status);
                table.Cell(words.Number(hosts), hosts == 0 ? Face.Sans : Face.SansBold, hosts == 0 ? Ink.Third : StatusMarks.Ink(status));
            }

            table.Cell(words.Number(zone.Overdue), zone.Overdue == 0 ? Face.Sans : Face.SansBold, zone.Overdue == 0 ? Ink.Third : Ink.Text);
            table.EndRow();
        }

        table.End();
        roll.EnsureWhole(130 + (zones.Count * HeatTable.Row), 170);
        roll.Bookmark(0, words.Text("Heat.Title"));
        SectionHead.OnTop(roll, words.Text("Heat.Title"), words.Text("Heat.Sub"));
        HeatTable.Draw(roll, words.Head.Figures);
    }
}
