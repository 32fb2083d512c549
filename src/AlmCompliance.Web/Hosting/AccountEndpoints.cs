using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Hosting;

/// <summary>Signing out takes a plain answer, since it takes a cookie away.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this WebApplication app) => app.MapPost("/sign-out", SignOutAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> SignOutAsync(
        HttpContext context, Actor actor, SignOut signOut, SignInManager<AlmUser> signIn, IAntiforgery antiforgery, CancellationToken cancellationToken)
    {
        if (!await IsValidAsync(context, antiforgery))
        {
            return TypedResults.Problem("The form has expired; load the page again.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (actor.Kind is ActorKind.Person)
        {
            await signOut.RunAsync(actor, cancellationToken);
        }

        await signIn.SignOutAsync();
        return TypedResults.LocalRedirect("/sign-in");
    }

    private static async Task<bool> IsValidAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(context);
        }
        catch (Exception exception) when (exception is AntiforgeryValidationException or InvalidDataException or BadHttpRequestException)
        {
            // A form that cannot even be read.
            return false;
        }
    }
}
