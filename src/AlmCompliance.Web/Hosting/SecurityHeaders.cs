using System.Security.Cryptography;

namespace AlmCompliance.Web.Hosting;

/// <summary>What every answer carries so that a browser trusts nothing but this server.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    private const string NonceItem = "csp-nonce";

    /// <summary>The nonce that an inline script of this answer must carry.</summary>
    public static string Nonce(HttpContext context) => (string)context.Items[NonceItem]!;

    public Task InvokeAsync(HttpContext context)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Items[NonceItem] = nonce;

        // Written last: what answers an exception clears every header that was set before it.
        context.Response.OnStarting(() =>
        {
            Write(context, nonce);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context, string nonce)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        if (context.Request.IsHttps)
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }
    }
}
