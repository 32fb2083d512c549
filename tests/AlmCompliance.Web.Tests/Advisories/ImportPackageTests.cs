using System.IO.Compression;
using System.Text;
using AlmCompliance.Web.Features.Advisories;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary>What an import is made of: files, side files and archives, bounded.</summary>
public sealed class ImportPackageTests
{
    [Fact]
    public void An_archive_gives_its_documents_with_what_lies_beside_them_and_passes_other_files_over()
    {
        var (documents, errors) = ImportPackage.Open([new ImportFile("year.zip", Zip(("2024/one.json", "{}"), ("2024/one.json.sha512", "ab"), ("read-me.txt", "x"), ("two.json", "{}"), ("key.asc", "k")))]);

        errors.ShouldBeEmpty();
        documents.Select(d => (d.Name, d.Digest is not null, d.Signature is not null)).ShouldBe([("2024/one.json", true, false), ("two.json", false, false)]);
    }

    [Theory]
    [InlineData("../one.json")]
    [InlineData("a/../../one.json")]
    [InlineData("/etc/one.json")]
    [InlineData("c:\\one.json")]
    [InlineData("a//one.json")]
    public void A_path_that_leads_out_of_an_archive_is_refused(string path)
    {
        var (documents, errors) = ImportPackage.Open([new ImportFile("a.zip", Zip(("good.json", "{}"), (path, "{}")))]);

        documents.ShouldBeEmpty();
        errors.ShouldHaveSingleItem().Message.ShouldContain("path");
    }

    [Fact]
    public void An_archive_that_unpacks_to_too_much_is_refused()
    {
        var (documents, errors) = ImportPackage.Open([new ImportFile("bomb.zip", Bomb(ImportPackage.MostBytes + 1))]);

        documents.ShouldBeEmpty();
        errors.ShouldHaveSingleItem().Message.ShouldContain("64 MiB");
    }

    [Fact]
    public void An_archive_that_is_cut_off_is_refused()
    {
        var zip = Zip(("one.json", "{}"));

        ImportPackage.Open([new ImportFile("a.zip", zip[..(zip.Length / 2)])]).Errors.ShouldHaveSingleItem();
    }

    [Fact]
    public void More_documents_than_may_be_are_refused()
    {
        var many = Enumerable.Range(0, ImportPackage.MostDocuments + 1).Select(i => new ImportFile($"{i}.json", [1])).ToList();

        ImportPackage.Open(many).Errors.ShouldHaveSingleItem();
        ImportPackage.Open(many[1..]).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void A_side_file_without_its_document_is_refused_since_somebody_meant_it_to_be_checked() =>
        ImportPackage.Open([new ImportFile("one.json", [1]), new ImportFile("onee.json.sha512", [1])]).Errors.ShouldHaveSingleItem().File.ShouldBe("onee.json.sha512");

    [Fact]
    public void Two_files_of_one_name_and_no_file_at_all_are_refused()
    {
        ImportPackage.Open([new ImportFile("one.json", [1]), new ImportFile("ONE.json", [2])]).Errors.ShouldHaveSingleItem();
        ImportPackage.Open([]).Errors.ShouldHaveSingleItem();
    }

    internal static byte[] Zip(params (string Name, string Text)[] files) => Zip(files.Select(f => (f.Name, Encoding.UTF8.GetBytes(f.Text))));

    internal static byte[] Zip(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Bomb(int size) => Zip([("bomb.json", new byte[size])]);
}
