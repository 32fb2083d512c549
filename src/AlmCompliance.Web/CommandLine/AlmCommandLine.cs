using System.CommandLine;
using System.Data.Common;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

/// <summary>The verbs. What a verb creates it prints, alone, on standard output; logs go to standard error.</summary>
internal static class AlmCommandLine
{
    /// <summary>0, or 1 after one line on standard error; what else a verb may end with it says itself.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("ALM Compliance: who in the fleet meets Siemens' product note 57252401.");
        var serve = ServeVerb.Create();
        root.Subcommands.Add(serve);
        root.Subcommands.Add(DemoVerb.Create());
        root.Subcommands.Add(SimulateVerb.Create());
        root.Subcommands.Add(MigrateVerb.Create());
        root.Subcommands.Add(UserVerbs.Create());
        root.Subcommands.Add(TokenVerbs.CreateApiToken());
        root.Subcommands.Add(TokenVerbs.CreateEnrollmentToken());
        root.Subcommands.Add(AdvisoryVerb.Create());
        root.Subcommands.Add(SigningVerbs.Create());
        root.Subcommands.Add(VerifyTrailVerb.Create());
        root.Subcommands.Add(VerifyReportVerb.Create());

        // Without a verb, or with nothing but options, it serves.
        var isVerb = args.Length > 0 && (!args[0].StartsWith('-') || args[0] is "-h" or "--help" or "-?" or "--version");
        var parsed = root.Parse(isVerb ? args : ["serve", .. args]);
        if (parsed.Errors.Count > 0)
        {
            return await FailAsync(parsed.Errors[0].Message);
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (exception is StartException or Assurance.SigningKeyException)
        {
            return await FailAsync(exception.Message);
        }
        catch (OperationCanceledException)
        {
            return await FailAsync("Cancelled.");
        }
#pragma warning disable CA1031 // The last stop: one line and exit code 1, whatever it was.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var words = exception.GetBaseException().Message;
            return await FailAsync(exception is IOException or UnauthorizedAccessException or DbException ? words : $"{exception.GetType().Name}: {words}");
        }
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"alm-compliance: {message.ReplaceLineEndings(" ")}");
        return 1;
    }
}
