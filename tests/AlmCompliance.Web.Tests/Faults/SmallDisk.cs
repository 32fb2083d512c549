using System.Diagnostics;
using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>A small disk in the place of one of a program's folders, in a mount namespace that ends with its holder. A machine where nothing can be mounted fails here.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly string[] _asUser = Environment.UserName == "root" ? [] : ["--user", "--map-root-user"];

    private readonly Process _holder;
    private readonly AlmProgram _program;
    private readonly string _folder;

    private SmallDisk(Process holder, AlmProgram program, string folder) => (_holder, _program, _folder) = (holder, program, folder);

    /// <summary>What starts a program that has it.</summary>
    public string[] Within => ["nsenter", "--target", $"{_holder.Id}", .. _asUser.Length == 0 ? Array.Empty<string>() : ["--user", "--preserve-credentials"], "--mount"];

    /// <summary>Its place as this process, which has it not, sees it.</summary>
    public string Place => $"/proc/{_holder.Id}/root{Path.Combine(_program.Folder, _folder)}";

    private string Filler => Path.Combine(Place, "filler");

    /// <param name="folder">In the program's own.</param>
    /// <param name="size">As mount takes it: <c>12m</c>.</param>
    public static async Task<SmallDisk> MountAsync(AlmProgram program, string folder, string size)
    {
        var holder = Process.Start(new ProcessStartInfo(
            "unshare", [.. _asUser, "--mount", "sh", "-c", $"mkdir -p {folder} && mount -t tmpfs -o size={size},mode=700 none {folder} && echo ready && exec sleep 600"])
        {
            WorkingDirectory = program.Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var disk = new SmallDisk(holder, program, folder);
        try
        {
            (await holder.StandardOutput.ReadLineAsync(AlmTestServer.Stop)).ShouldBe("ready");
            return disk;
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    /// <summary>The first line that one of the program's verbs prints.</summary>
    public async Task<string> PrintedAsync(params string[] arguments)
    {
        using var verb = _program.StartUnder(Within, arguments);
        var line = await verb.StandardOutput.ReadLineAsync(AlmTestServer.Stop);
        await verb.WaitForExitAsync(AlmTestServer.Stop);
        return line.ShouldNotBeNull();
    }

    /// <summary>To the last byte but these.</summary>
    public void Fill(long leaving = 0)
    {
        using var filler = new FileStream(Filler, FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1);
        foreach (var size in (int[])[1 << 16, 4096])
        {
            try
            {
                while (true)
                {
                    filler.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // As full as it gets in pieces of this size.
            }
        }

        filler.SetLength(Math.Max(0, filler.Length - leaving));
    }

    public void MakeRoom() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        _holder.Kill(entireProcessTree: true);
        await _holder.WaitForExitAsync(CancellationToken.None);
        _holder.Dispose();
    }
}
