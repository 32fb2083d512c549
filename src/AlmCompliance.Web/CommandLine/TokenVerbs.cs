using System.CommandLine;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;

namespace AlmCompliance.Web.CommandLine;

internal static class TokenVerbs
{
    public static Command CreateApiToken()
    {
        var data = SharedOptions.Data();
        var name = new Option<string>("--name") { Required = true, Description = "What the token is for." };
        var role = new Option<AccessRole>("--role") { Required = true, Description = "Viewer, Auditor, SecurityManager or Administrator." };
        var zone = new Option<string?>("--zone") { Description = "The one zone it sees; without, it sees all." };
        var expires = new Option<string?>("--expires") { Description = "How long it is good for, d.hh:mm:ss; without, until revoked." };
        var add = new Command("add", "Makes a token and prints it, this once.") { data, name, role, zone, expires };
        add.SetAction((parsed, cancellationToken) => SharedOptions.WithServicesAsync(
            parsed.GetValue(data)!,
            async services =>
            {
                TimeSpan? lifetime = parsed.GetValue(expires) is { } text ? SharedOptions.Lifetime("--expires", text) : null;
                var outcome = await services.GetRequiredService<CreateApiToken>()
                    .RunAsync(Actor.System("command line"), parsed.GetValue(name)!, parsed.GetValue(role), parsed.GetValue(zone), lifetime, cancellationToken);
                await Console.Out.WriteLineAsync(SharedOptions.Require(outcome));
            },
            cancellationToken));
        return new Command("api-token", "Tokens for programs that read the API.") { add };
    }

    public static Command CreateEnrollmentToken()
    {
        var data = SharedOptions.Data();
        var zone = new Option<string?>("--zone") { Description = "The zone its hosts fall into; made where it is missing." };
        var maxUses = new Option<int>("--max-uses") { Description = "How many machines may enrol by it.", DefaultValueFactory = _ => 1 };
        var expires = new Option<string>("--expires") { Description = "How long it is good for, d.hh:mm:ss.", DefaultValueFactory = _ => "7.00:00:00" };
        var add = new Command("add", "Makes a token and prints it, this once.") { data, zone, maxUses, expires };
        add.SetAction((parsed, cancellationToken) => SharedOptions.WithServicesAsync(
            parsed.GetValue(data)!,
            async services =>
            {
                var outcome = await services.GetRequiredService<CreateEnrollmentToken>().RunAsync(
                    Actor.System("command line"), parsed.GetValue(zone), parsed.GetValue(maxUses), SharedOptions.Lifetime("--expires", parsed.GetValue(expires)!), cancellationToken);
                await Console.Out.WriteLineAsync(SharedOptions.Require(outcome));
            },
            cancellationToken));
        return new Command("enrollment-token", "Tokens by which agents become known.") { add };
    }
}
