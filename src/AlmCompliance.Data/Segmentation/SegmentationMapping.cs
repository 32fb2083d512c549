using AlmCompliance.Data.Inventory;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Segmentation;

// The tables of a site's own drawing hold hundreds of rows: their indexes cost nothing that anybody measures. HostAddresses
// grows with the fleet: two entries of some 60 bytes for each address, written when a host's addresses change.
internal sealed class SegmentationMapping :
    IEntityTypeConfiguration<ZoneRange>, IEntityTypeConfiguration<StoredWindow>, IEntityTypeConfiguration<StoredConduit>,
    IEntityTypeConfiguration<HostAddress>, IEntityTypeConfiguration<HostZone>
{
    public void Configure(EntityTypeBuilder<ZoneRange> builder)
    {
        builder.ToTable("ZoneRanges");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.SiteKey).HasMaxLength(SortKeys.MaxLength);
        builder.Property(r => r.First).HasMaxLength(AddressKey.MaxLength);
        builder.Property(r => r.Last).HasMaxLength(AddressKey.MaxLength);
        builder.HasIndex(r => new { r.SiteKey, r.First, r.PrefixLength }).IsUnique();
        builder.HasIndex(r => r.ZoneId);
        builder.HasOne<Zone>().WithMany().HasForeignKey(r => r.ZoneId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredWindow> builder)
    {
        builder.ToTable("MaintenanceWindows");
        builder.Property(w => w.Id).ValueGeneratedNever();
        builder.HasIndex(w => new { w.ZoneId, w.From });
        builder.HasOne<Zone>().WithMany().HasForeignKey(w => w.ZoneId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<StoredConduit> builder)
    {
        builder.ToTable("Conduits");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.HasIndex(c => new { c.FromZoneId, c.ToZoneId, c.Port }).IsUnique();

        // Two absent zones are not equal to a database, but Outside is one place.
        builder.HasIndex(c => new { c.ToZoneId, c.Port }).IsUnique().HasFilter("\"FromZoneId\" IS NULL");
        builder.HasOne<Zone>().WithMany().HasForeignKey(c => c.FromZoneId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Zone>().WithMany().HasForeignKey(c => c.ToZoneId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HostAddress> builder)
    {
        builder.ToTable("HostAddresses");
        builder.HasKey(a => new { a.HostId, a.Key });
        builder.Property(a => a.Key).HasMaxLength(AddressKey.MaxLength);
        builder.HasIndex(a => a.Key);
        builder.HasOne<Host>().WithMany().HasForeignKey(a => a.HostId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<HostZone> builder)
    {
        builder.ToTable("HostZones");
        builder.HasKey(z => new { z.HostId, z.ZoneId });
        builder.HasIndex(z => z.ZoneId);
        builder.HasOne<Host>().WithMany().HasForeignKey(z => z.HostId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Zone>().WithMany().HasForeignKey(z => z.ZoneId).OnDelete(DeleteBehavior.Cascade);
    }
}
