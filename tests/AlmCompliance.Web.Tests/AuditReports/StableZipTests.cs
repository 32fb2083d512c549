using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using AlmCompliance.Web.Features.AuditReports.Packing;

namespace AlmCompliance.Web.Tests.AuditReports;

public sealed class StableZipTests : IDisposable
{
    private readonly ReportFiles _files = new();

    [Fact]
    public void The_same_content_gives_the_same_bytes_wherever_it_goes()
    {
        var file = Path.Combine(_files.Folder, "pack.zip");
        using (var to = File.Create(file))
        {
            Pack(to);
        }

        using var memory = new MemoryStream();
        Pack(memory);

        memory.CanRead.ShouldBeTrue();
        memory.ToArray().ShouldBe(File.ReadAllBytes(file));
    }

    [Fact]
    public void Nothing_tells_when_and_by_whom_it_was_packed()
    {
        using var memory = new MemoryStream();
        Pack(memory);

        using var zip = new ZipArchive(memory);
        zip.Entries.Select(e => e.FullName).ShouldBe(["report.json", "files/Prüfung.pdf", "empty"]);
        zip.Entries.Select(e => e.LastWriteTime.DateTime).Distinct().ShouldHaveSingleItem().ShouldBe(new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified));
        zip.Entries.Select(e => e.ExternalAttributes).ShouldAllBe(a => a == StableZip.ReadableFile);
    }

    [Fact]
    public void The_usual_program_reads_it()
    {
        var file = Path.Combine(_files.Folder, "pack.zip");
        using (var to = File.Create(file))
        {
            Pack(to);
        }

        ReportFiles.Run("unzip", ["-t", file]).ShouldContain("No errors detected");
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../up")]
    [InlineData("a/../../up")]
    [InlineData("a\\b")]
    [InlineData("C:x")]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("REPORT.json")]
    public void It_refuses_names_that_lie_elsewhere_or_are_taken(string name)
    {
        using var memory = new MemoryStream();
        using var zip = new StableZip(memory);
        zip.Open("report.json").Dispose();

        Should.Throw<ArgumentException>(() => zip.Open(name));
    }

    public void Dispose() => _files.Dispose();

    private static void Pack(Stream to)
    {
        using var zip = new StableZip(to);
        using (var json = zip.Open("report.json"))
        {
            json.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"host\":1}", 10_000))));
        }

        using (var stored = zip.Open("files/Prüfung.pdf", CompressionLevel.NoCompression))
        {
            stored.Write(SHA256.HashData("x"u8));
        }

        zip.Open("empty").Dispose();
    }
}
