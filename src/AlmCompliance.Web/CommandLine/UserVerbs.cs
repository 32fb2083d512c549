using System.CommandLine;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;

namespace AlmCompliance.Web.CommandLine;

internal static class UserVerbs
{
    public static Command Create()
    {
        var data = SharedOptions.Data();
        var email = new Option<string>("--email") { Required = true, Description = "The address to sign in with." };
        var role = new Option<AccessRole>("--role") { Required = true, Description = "Viewer, Auditor, SecurityManager or Administrator." };
        var add = new Command("add", "Adds a person; the password is read from standard input.") { data, email, role };
        add.SetAction((parsed, cancellationToken) =>
        {
            var password = Console.In.ReadLine();
            return string.IsNullOrEmpty(password)
                ? throw new StartException("The password is read from standard input, and there was none.")
                : SharedOptions.WithServicesAsync(
                    parsed.GetValue(data)!,
                    async services =>
                    {
                        var outcome = await services.GetRequiredService<AddUser>()
                            .RunAsync(Actor.System("command line"), parsed.GetValue(email)!, password, parsed.GetValue(role), cancellationToken);
                        await Console.Out.WriteLineAsync(SharedOptions.Require(outcome).ToString());
                    },
                    cancellationToken);
        });
        return new Command("user", "People who sign in.") { add };
    }
}
