using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Access;

public sealed class IdentityErrorTests
{
    [Theory]
    [InlineData("de", "Das Passwort braucht mindestens 12 Zeichen.", "Das Passwort braucht mindestens 5 verschiedene Zeichen.", "Diese E-Mail-Adresse ist schon vergeben.")]
    [InlineData("en", "The password needs at least 12 characters.", "The password needs at least 5 different characters.", "This e-mail address is taken.")]
    public async Task What_Identity_refuses_is_said_in_the_language_of_the_caller(string language, string tooShort, string tooPlain, string taken)
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        await Person.AddAsync(server, "anna@plant.example", AccessRole.Viewer);

        (await ErrorsAsync(server, "new@plant.example", "aaaa")).ShouldBe([tooShort, tooPlain], ignoreOrder: true);
        (await ErrorsAsync(server, "anna@plant.example", Person.Password)).ShouldBe([taken]);
    }

    private static async Task<IReadOnlyList<string>> ErrorsAsync(AlmTestServer server, string email, string password) =>
        (await server.Get<AddUser>().RunAsync(AlmTestServer.Administrator, email, password, AccessRole.Viewer, AlmTestServer.Stop)).Errors;
}
