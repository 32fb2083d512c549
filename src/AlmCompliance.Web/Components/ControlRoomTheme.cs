using System.Globalization;
using MudBlazor;

namespace AlmCompliance.Web.Components;

/// <summary>
/// MudBlazor's type, radius, sizes and missing shadows, mirrored from <c>wwwroot/css/tokens.css</c>. Colours stand
/// there alone: <c>wwwroot/css/mud.css</c> names MudBlazor's palette after those tokens.
/// </summary>
internal static class ControlRoomTheme
{
    private static readonly string[] Sans = ["Plex Sans", "system-ui", "sans-serif"];

    public static MudTheme Instance { get; } = new()
    {
        LayoutProperties = new LayoutProperties
        {
            DefaultBorderRadius = "2px",
            AppbarHeight = "48px",
            DrawerWidthLeft = "80px",
        },
        Typography = new Typography
        {
            Default = Type<DefaultTypography>(14, 20, 400),
            Body1 = Type<Body1Typography>(14, 20, 400),
            Body2 = Type<Body2Typography>(13, 20, 400),
            Subtitle1 = Type<Subtitle1Typography>(14, 20, 600),
            Subtitle2 = Type<Subtitle2Typography>(13, 20, 600),
            Button = Type<ButtonTypography>(14, 20, 500),
            Caption = Type<CaptionTypography>(12, 16, 500),
            Overline = Type<OverlineTypography>(12, 16, 500),
            H1 = Type<H1Typography>(64, 64, 300),
            H2 = Type<H2Typography>(32, 40, 400),
            H3 = Type<H3Typography>(28, 36, 400),
            H4 = Type<H4Typography>(20, 24, 500),
            H5 = Type<H5Typography>(16, 24, 600),
            H6 = Type<H6Typography>(16, 24, 600),
        },
        Shadows = new Shadow { Elevation = [.. Enumerable.Repeat("none", 26)] },
    };

    private static T Type<T>(int size, int line, int weight) where T : BaseTypography, new() => new()
    {
        FontFamily = Sans,
        FontSize = string.Create(CultureInfo.InvariantCulture, $"{size}px"),
        LineHeight = string.Create(CultureInfo.InvariantCulture, $"{line}px"),
        FontWeight = weight.ToString(CultureInfo.InvariantCulture),
        LetterSpacing = "normal",
        TextTransform = "none",
    };
}
