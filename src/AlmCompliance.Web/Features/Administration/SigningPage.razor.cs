using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assurance;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.States;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>What the site signs with, what it signed with once, and how it brings a certificate of its own.</summary>
public sealed partial class SigningPage
{
    private const int LargestFile = 64 * 1024;

    private LiveData<SigningView>? _live;
    private IBrowserFile? _certificate;
    private IBrowserFile? _key;
    private string? _password;
    private string? _refused;
    private string? _done;
    private bool _busy;
    private int _round;

    [Inject]
    private SigningQueries Signing { get; set; } = default!;

    [Inject]
    private ReplaceSigningCertificate Replace { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> Words { get; set; } = default!;

    private async Task<SigningView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        var certificates = await Signing.ListAsync(actor, cancellationToken);
        return new SigningView(certificates[0], [.. certificates.Skip(1)], actor is { Role: AccessRole.Administrator, SeesAllZones: true, Kind: ActorKind.Person });
    }

    private async Task ReplaceAsync()
    {
        (_refused, _done) = (null, null);
        if (_certificate is null)
        {
            _refused = Text["Signing.NoFile"];
            return;
        }

        if (!await Confirmation.AskAsync(Dialogs, Text["Signing.Ask.Title"], Text["Signing.Ask.Text"], Text["Signing.Go"]))
        {
            return;
        }

        _busy = true;
        try
        {
            var files = new SigningFiles(await BytesAsync(_certificate), await BytesAsync(_key), string.IsNullOrEmpty(_password) ? null : _password);
            var settled = await Replace.RunAsync(await Actor.GetAsync(), files, CancellationToken.None);
            _refused = settled.Obstacle?.Say(System.Globalization.CultureInfo.CurrentCulture);
            _done = settled.Value is { } fingerprint ? Text["Signing.Done", fingerprint].Value : null;
        }
        catch (AccessDeniedException)
        {
            _refused = Words["Act.Denied"];
        }
        catch (IOException)
        {
            _refused = Text["Signing.TooLarge"];
        }
        finally
        {
            _busy = false;
        }

        // Nothing of a key stays in the form.
        (_certificate, _key, _password) = (null, null, null);
        _round++;
        await (_live?.ReloadAsync() ?? Task.CompletedTask);
    }

    private static async Task<byte[]> BytesAsync(IBrowserFile? file)
    {
        if (file is null)
        {
            return [];
        }

        await using var content = file.OpenReadStream(LargestFile);
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}

/// <summary>What the page shows.</summary>
/// <param name="MayReplace">Whether the reader may bring another; the action checks it again.</param>
internal sealed record SigningView(SigningItem Now, IReadOnlyList<SigningItem> Former, bool MayReplace);
