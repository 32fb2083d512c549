using AlmCompliance.Web.Components.Live;
using MudBlazor;
using MudBlazor.Services;

namespace AlmCompliance.Web.Components;

/// <summary>What the screen needs of the container.</summary>
internal static class ScreenServices
{
    /// <summary>The languages of the screen, the default first; the cookie of <c>js/shell.js</c> names one of them.</summary>
    public static readonly string[] Cultures = ["en", "de"];

    public static IServiceCollection AddScreen(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents()

            // The names of some hundred files that a reader picks at once come in one message.
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        services.AddCascadingAuthenticationState();
        services.AddLocalization();
        services.AddMudServices(options =>
        {
            options.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            options.SnackbarConfiguration.ShowTransitionDuration = 0;
            options.SnackbarConfiguration.HideTransitionDuration = 0;
        });
        services.AddSingleton<PrerenderedData>();
        return services;
    }
}
