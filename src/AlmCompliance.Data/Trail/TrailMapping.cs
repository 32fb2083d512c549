using AlmCompliance.Data.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AlmCompliance.Data.Trail;

internal sealed class TrailMapping :
    IEntityTypeConfiguration<AuditEntry>, IEntityTypeConfiguration<AuditHead>, IEntityTypeConfiguration<JobSchedule>,
    IEntityTypeConfiguration<SigningCertificate>, IEntityTypeConfiguration<TrailCheckpoint>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.HasKey(e => e.Sequence);
        builder.Property(e => e.Sequence).ValueGeneratedNever();
        builder.HasIndex(e => e.At);

        // A page of a filter is the newest of its numbers: each index ends with them, so that a page is cut from it alone.
        builder.HasIndex(e => new { e.SubjectKind, e.SubjectId, e.Sequence });
        builder.HasIndex(e => new { e.Action, e.Sequence });
        builder.HasIndex(e => new { e.ActorKind, e.Sequence });
        builder.HasIndex(e => new { e.ActorName, e.Sequence });
    }

    public void Configure(EntityTypeBuilder<AuditHead> builder)
    {
        builder.Property(h => h.Id).ValueGeneratedNever();
        builder.HasData(new AuditHead());
    }

    public void Configure(EntityTypeBuilder<SigningCertificate> builder)
    {
        builder.HasKey(c => c.Number);
        builder.Property(c => c.Number).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<TrailCheckpoint> builder)
    {
        builder.HasKey(c => c.Sequence);
        builder.Property(c => c.Sequence).ValueGeneratedNever();
        builder.Ignore(c => c.Head);
    }

    public void Configure(EntityTypeBuilder<JobSchedule> builder) => builder.HasKey(s => s.Name);
}
