using System;
using System.IO;
using System.Threading;
using AlmCompliance.Agent.Collecting;
using AlmCompliance.Agent.Collecting.Windows;
using AlmCompliance.Agent.Commands;
using AlmCompliance.Agent.Probing;
using AlmCompliance.Agent.Sending;
using AlmCompliance.Agent.State;
using AlmCompliance.Contracts;

namespace AlmCompliance.Agent.Running;

/// <summary>One installed agent: collects, keeps what waits, sends, probes where that was allowed.</summary>
internal sealed class InstalledAgent(StateFolder state, HostSources sources, Func<DateTime> utcNow, TextWriter log, WaitHandle stop)
{
    public static HostSources ThisHost()
    {
        return new HostSources(new WindowsRegistry(), new SystemProcesses(), new TcpTable(), new SystemAddresses(), new SystemFiles(), new WindowsSystem());
    }

    /// <summary>Collects into the spool.</summary>
    public void Collect()
    {
        var report = Inventory();
        var results = new ProbeResults(state);
        report.Probes = results.Load();
        new Spool(state).Add(ReportText.Unsent(report));
        results.Clear();
    }

    public InventoryReport Inventory()
    {
        try
        {
            return new CollectInventory(sources, AgentSettings.Load(state).RemoteAccess, utcNow).Run();
        }
        catch (Exception exception) when (!(exception is CommandException))
        {
            // Without an identity there is no report; its parts are read from registry and volume, which fail in many ways.
            throw new CommandException("This host cannot be told from others: " + exception.Message, exception);
        }
    }

    /// <summary>Sends what waits, after asking again for a key where a person has still to decide.</summary>
    public SendingResult Send()
    {
        var settings = AgentSettings.Load(state);
        var server = new ServerConnection(settings, stop);
        if (PendingEnrollment.Load(state) != null)
        {
            var enrollment = new EnrollOnline(state, sources, server).Ask();
            if (enrollment.State != SendingState.Done)
            {
                return enrollment;
            }
        }

        SendingResult result;
        var keys = new AgentKeys(state);
        var sending = SendWith(keys, server, out result);
        if (sending.WantsNewKey && !stop.WaitOne(0))
        {
            new RotateKey(keys, server, log).Ask(sending.AgentKey);
        }

        if (settings.AllowsProbes && sending.ProbeTargets.Count > 0 && !stop.WaitOne(0))
        {
            new ProbeResults(state).Add(new ProbeRound(new ProbeLedger(state.PathOf("probes")), utcNow, stop).Run(sending.ProbeTargets));
        }

        return result;
    }

    /// <summary>With the present key; where the server does not know that, with the one before.</summary>
    private SendReports SendWith(AgentKeys keys, ServerConnection server, out SendingResult result)
    {
        var present = keys.Present ?? throw new CommandException("This agent has no key for the server: enroll first.");
        var sending = new SendReports(new Spool(state), server, present, utcNow, log, stop);
        result = sending.Run();
        if (sending.HasSent)
        {
            keys.Confirm();
        }

        var former = keys.Former;
        if (!sending.IsKeyUnknown || former == null)
        {
            return sending;
        }

        sending = new SendReports(new Spool(state), server, former, utcNow, log, stop);
        result = sending.Run();
        if (sending.HasSent)
        {
            keys.ForgetNext();
        }

        return sending;
    }
}
