using System.Text;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Administration;

internal sealed record SigningListAnswer(IReadOnlyList<SigningItem> Items, int Total);

/// <summary><c>/signing-certificate</c>, <c>/signing-certificates</c>: by what the site's signatures are checked. Nobody replaces it with a token.</summary>
internal static class SigningEndpoints
{
    public const string Path = "/api/v1/signing-certificate";

    public static void MapSigning(this IEndpointRouteBuilder reads)
    {
        PeopleEndpoints.Describe(reads.MapGet("/signing-certificate", GetAsync), "GetSigningCertificate", "The certificate that reports and heads of the audit trail are signed with, as PEM.")
            .Produces<string>(StatusCodes.Status200OK, "application/x-pem-file");
        PeopleEndpoints.Describe(reads.MapGet("/signing-certificates", ListAsync), "ListSigningCertificates", "Every certificate that the site ever signed with, the newest first.");
    }

    private static async Task<FileContentHttpResult> GetAsync(Actor actor, SigningQueries signing, CancellationToken cancellationToken) =>
        TypedResults.File(Encoding.ASCII.GetBytes(await signing.PemAsync(actor, cancellationToken) + "\n"), "application/x-pem-file", "signing-certificate.pem");

    private static async Task<Ok<SigningListAnswer>> ListAsync(Actor actor, SigningQueries signing, CancellationToken cancellationToken)
    {
        var all = await signing.ListAsync(actor, cancellationToken);
        return TypedResults.Ok(new SigningListAnswer(all, all.Count));
    }
}
