using System.Net;
using AlmCompliance.Data;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Hosting;

/// <summary>Who may do what: sign-in by cookie, programs by bearer secret, everything closed unless opened.</summary>
internal static class IdentityHosting
{
    public const string ReaderPolicy = "Reader";
    public const string AgentPolicy = "Agent";
    public const string OperationsPolicy = "Operations";
    private const string Selector = "Selector";
    private static readonly string[] s_byProxies = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"];

    public static void AddAlmIdentity(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("AlmCompliance").PersistKeysToDbContext<AlmDbContext>();
        services.Configure<IdentityOptions>(IdentitySchema.Configure);
        services.AddIdentityCore<AlmUser>(options =>
            {
                options.User.RequireUniqueEmail = true;
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
                options.Password.RequiredUniqueChars = 5;
                options.Lockout.AllowedForNewUsers = true;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            })
            .AddEntityFrameworkStores<AlmDbContext>()
            .AddSignInManager()
            .AddErrorDescriber<LocalizedIdentityErrors>()
            .AddClaimsPrincipalFactory<AlmClaimsFactory>()
            .AddDefaultTokenProviders();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(1));

        services.AddAuthentication(options =>
            {
                options.DefaultScheme = Selector;
                options.DefaultSignInScheme = IdentityConstants.ApplicationScheme;
            })
            .AddPolicyScheme(Selector, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.ContainsKey("Authorization") ? BearerSecretHandler.SchemeName : IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerSecretHandler>(BearerSecretHandler.SchemeName, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(options =>
            {
                options.Cookie.Name = "alm.sign-in";
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.Cookie.HttpOnly = true;
                options.LoginPath = "/sign-in";
                options.AccessDeniedPath = "/sign-in";
                options.ExpireTimeSpan = TimeSpan.FromHours(12);
                options.SlidingExpiration = true;
                options.Events.OnRedirectToLogin = context => ForProgramsOr(context.HttpContext, StatusCodes.Status401Unauthorized, context.RedirectUri);
                options.Events.OnRedirectToAccessDenied = context => ForProgramsOr(context.HttpContext, StatusCodes.Status403Forbidden, context.RedirectUri);
            }));

        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(c => IsReader(AlmClaims.Actor(c.User))).Build())
            .AddPolicy(ReaderPolicy, policy => policy.RequireAssertion(c => IsReader(AlmClaims.Actor(c.User))))
            .AddPolicy(AgentPolicy, policy => policy.RequireAssertion(c => AlmClaims.Actor(c.User).Kind == ActorKind.Agent))
            .AddPolicy(OperationsPolicy, policy => policy.RequireAssertion(c =>
                IsReader(AlmClaims.Actor(c.User)) || (c.Resource is HttpContext http && IsThisMachine(http))));

        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<AuthenticationStateProvider, CircuitRevalidation>();
        services.AddScoped<CurrentActor>();
        services.AddScoped(sp => AlmClaims.Actor(sp.GetRequiredService<IHttpContextAccessor>().HttpContext?.User));
        services.AddSingleton<FailureLimits>();
        services.AddSingleton<AgentKeyLookup>();
        services.AddSingleton<FailedSignIns>();
        services.AddSingleton<SignOut>();
        services.AddSingleton<TokenUse>();
        services.AddSingleton<IdentityInLane>();
        services.AddSingleton<SetUp>();
        services.AddSingleton<AddUser>();
        services.AddSingleton<SetPassword>();
        services.AddSingleton<CreateApiToken>();
        services.AddSingleton<SignIn>(sp => ActivatorUtilities.CreateInstance<SignIn>(sp, new UpperInvariantLookupNormalizer()));
    }

    // Not whoever comes through a proxy on this machine, and not a page of another name that resolves to it.
    private static bool IsThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && (http.Request.Host.Host == "localhost" || (IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)))
        && !s_byProxies.Any(http.Request.Headers.ContainsKey);

    private static bool IsReader(Actor actor) => actor.Role is not AccessRole.None;

    private static Task ForProgramsOr(HttpContext context, int status, string page)
    {
        if (IsForPrograms(context.Request.Path))
        {
            context.Response.StatusCode = status;
        }
        else
        {
            context.Response.Redirect(page);
        }

        return Task.CompletedTask;
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/healthz", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/openapi", StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase);
}
