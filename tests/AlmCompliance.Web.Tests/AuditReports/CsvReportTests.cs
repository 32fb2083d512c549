using System.Globalization;
using System.Text;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Features.AuditReports.Model;
using AlmCompliance.Web.Features.AuditReports.Rendering;
using Sylvan.Data.Csv;

namespace AlmCompliance.Web.Tests.AuditReports;

public sealed class CsvReportTests : IDisposable
{
    private readonly ReportFiles _files = new();

    [Fact]
    public void Every_host_is_read_back_with_all_that_its_row_holds()
    {
        var report = _files.Freeze(new SyntheticReport { Hosts = 500 });

        var rows = Read(ReportFiles.Written(new CsvReport(), report));

        rows.Count.ShouldBe(500);
        foreach (var (row, host) in rows.Zip(report.Hosts()))
        {
            row["Host id"].ShouldBe(host.Id.ToString());
            row["Status"].ShouldBe(host.Status.ToString());
            row["Reason"].ShouldBe(host.Reason.ToString());
            row["Why"].ShouldNotBeEmpty();
            row["Enrolled"].ShouldBe(host.IsEnrolled ? "yes" : "no");
            Time(row["Since"]).ShouldBe(host.Since);
            Time(row["Evidence at"]).ShouldBe(host.EvidenceAt);
            Time(row["Next due"]).ShouldBe(host.NextDue);
            row["Open findings"].ShouldBe(host.OpenFindings.ToString(CultureInfo.InvariantCulture));
            row["Decisions"].ShouldBe(host.Decisions);
            foreach (var (advisory, status) in report.Head.Advisories.Skip(1).Zip(host.OtherStatuses))
            {
                row[$"Status for {advisory.Id}"].ShouldBe(status.ToString());
            }
        }

        typeof(ReportHost).GetProperties().Length.ShouldBe(28, "a new member of a host wants a column, in XLSX and JSON too");
        rows[0].Count.ShouldBe(28 + report.Head.Advisories.Count - 1);
    }

    [Fact]
    public void It_bears_the_mark_of_UTF_8_and_ends_lines_as_the_norm_says()
    {
        var bytes = ReportFiles.Written(new CsvReport(), _files.Freeze(new SyntheticReport { Hosts = 3 }));

        bytes[..3].ShouldBe(Encoding.UTF8.Preamble.ToArray());
        Encoding.UTF8.GetString(bytes).Split("\r\n").Length.ShouldBe(1 + 3 + 1);
    }

    [Fact]
    public void It_is_the_same_in_both_languages_and_the_same_twice()
    {
        var english = _files.Freeze(new SyntheticReport());
        var german = _files.Freeze(new SyntheticReport { Language = "de" });

        var bytes = ReportFiles.Written(new CsvReport(), english);

        ReportFiles.Written(new CsvReport(), english).ShouldBe(bytes);
        ReportFiles.Written(new CsvReport(), german).ShouldBe(bytes);
    }

    [Theory]
    [InlineData("=cmd|' /C calc'!A0")]
    [InlineData("@SUM(A1)")]
    [InlineData("+1")]
    [InlineData("-2+3")]
    [InlineData("\t=1")]
    [InlineData("\r\n=1")]
    [InlineData(" =1")]
    [InlineData("x;=1")]
    [InlineData("＝1")]
    public void No_cell_of_a_host_is_taken_for_a_formula(string hostile)
    {
        var host = SyntheticHosts.Host(0, 0) with { Name = hostile, Owner = hostile, Role = hostile, Site = hostile, Zone = hostile, VersionText = hostile, Reason = StatusReason.VersionNotInterpretable, Arguments = [hostile] };
        var report = _files.Freeze(_files.Freeze(new SyntheticReport { Hosts = 0 }).Head, [host]);

        var row = Read(ReportFiles.Written(new CsvReport(), report)).ShouldHaveSingleItem();

        foreach (var cell in row.Values.SelectMany(v => v.Split(';')).Select(v => v.TrimStart()).Where(v => v.Length > 0))
        {
            cell[0].ShouldNotBeOneOf('=', '+', '-', '@', '\t', '\r', '\n', '＝');
        }
    }

    [Fact]
    public void No_hosts_are_a_heading_alone() => Read(ReportFiles.Written(new CsvReport(), _files.Freeze(new SyntheticReport { Hosts = 0 }))).ShouldBeEmpty();

    public void Dispose() => _files.Dispose();

    private static List<Dictionary<string, string>> Read(byte[] bytes)
    {
        using var csv = CsvDataReader.Create(new StreamReader(new MemoryStream(bytes)));
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(Enumerable.Range(0, csv.FieldCount).ToDictionary(csv.GetName, csv.GetString, StringComparer.Ordinal));
        }

        return rows;
    }

    private static DateTimeOffset? Time(string cell) =>
        cell.Length == 0 ? null : DateTimeOffset.ParseExact(cell, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
