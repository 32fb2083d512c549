using AlmCompliance.Simulator.Plant;

namespace AlmCompliance.Simulator.Life;

/// <summary>
/// Deals every host its fate. The shares make a plant as one meets it: three quarters fixed and in force, a tenth
/// vulnerable, an eighth reachable from other hosts, and some of whom nothing can be said.
/// </summary>
internal sealed class PlantFates(PlantOptions options)
{
    private readonly UpdateFate[] _updates = Deal.Out(
        options.Hosts, new Dice(options.Seed, 0, "update fates"), UpdateFate.InForce,
        (UpdateFate.WithoutAlm, 0.030), (UpdateFate.BeforeScope, 0.016), (UpdateFate.StaysVulnerable, 0.090), (UpdateFate.SetBack, 0.016),
        (UpdateFate.Updated, 0.160), (UpdateFate.RestartPending, 0.012), (UpdateFate.RestartNotRead, 0.008), (UpdateFate.Unclear, 0.032));

    private readonly RemoteFate[] _remotes = Deal.Out(
        options.Hosts, new Dice(options.Seed, 0, "remote fates"), RemoteFate.Off,
        (RemoteFate.StaysOpen, 0.082), (RemoteFate.Closed, 0.070), (RemoteFate.Reopened, 0.020), (RemoteFate.NotKnown, 0.020));

    private readonly VoiceFate[] _voices = Deal.Out(
        options.Hosts, new Dice(options.Seed, 0, "voice fates"), VoiceFate.Talks,
        (VoiceFate.SilentForGood, options.SilentShare), (VoiceFate.SilentForDays, options.SilentShare / 2), (VoiceFate.AppearsLate, 0.06));

    public HostFate Of(int host)
    {
        var dice = new Dice(options.Seed, host, "era");
        var era = _updates[host] switch
        {
            UpdateFate.BeforeScope => Era.Old,
            UpdateFate.InForce or UpdateFate.WithoutAlm or UpdateFate.RestartNotRead =>
                Deal.At(dice.NextShare(), Era.Modern, (Era.Old, 0.06), (Era.Seven, 0.34)),
            _ => Deal.At(dice.NextShare(), Era.Seven, (Era.Old, 0.4)),
        };
        return new HostFate(_updates[host], _remotes[host], _voices[host], era);
    }
}
