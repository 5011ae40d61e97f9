"""A demande that a partner answers: its states, its mandate, its end, and the box of the partner."""

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

from guichet.core.rls import row_level_security


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0010_partner_accounts'),
        ('amorcage', '0003_states'),
        ('core', '0005_journal_deposits'),
        ('portfolio', '0050_sirene'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('question', 'Demande'), ('reponse', 'Réponse')], max_length=8)),
                ('text', models.TextField(max_length=2000, verbose_name='texte')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='nom du fichier')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='InboxEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('proposee', 'Proposée'), ('reportee', 'Remise à plus tard'), ('demandee', 'Demandée'), ('complement', 'Complément demandé'), ('accordee', 'Accordée'), ('disponible', 'Données disponibles'), ('refusee', 'Refusée'), ('expiree', 'Expirée'), ('retiree', 'Annulée'), ('declinee', 'Non souhaitée'), ('close', 'Close')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('side', models.CharField(choices=[('declarant', 'Déclarant'), ('partenaire', 'Partenaire'), ('guichet', 'Guichet')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ('at', 'id'),
            },
        ),
        migrations.CreateModel(
            name='InboxRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('declarant_id', models.UUIDField(editable=False)),
                ('declarant_name', models.CharField(max_length=200, verbose_name='cabinet')),
                ('declarant_siret', models.CharField(max_length=14, verbose_name='SIRET du cabinet')),
                ('demande_id', models.BigIntegerField(editable=False)),
                ('siret', models.CharField(max_length=14, verbose_name='SIRET')),
                ('siren', models.GeneratedField(db_persist=True, expression=django.db.models.functions.text.Substr('siret', 1, 9), output_field=models.CharField(max_length=9))),
                ('raison_sociale', models.CharField(blank=True, max_length=200, verbose_name='dénomination')),
                ('state', models.CharField(choices=[('proposee', 'Proposée'), ('reportee', 'Remise à plus tard'), ('demandee', 'Demandée'), ('complement', 'Complément demandé'), ('accordee', 'Accordée'), ('disponible', 'Données disponibles'), ('refusee', 'Refusée'), ('expiree', 'Expirée'), ('retiree', 'Annulée'), ('declinee', 'Non souhaitée'), ('close', 'Close')], max_length=10, verbose_name='état')),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='reçue le')),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name="accordée jusqu'au")),
                ('renewal_asked_at', models.DateTimeField(blank=True, null=True, verbose_name='renouvellement demandé le')),
                ('mandate_version', models.CharField(blank=True, max_length=20, verbose_name='version du mandat')),
                ('mandate_accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='mandat accepté le')),
            ],
        ),
        migrations.CreateModel(
            name='PartnerRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cabinet', 'Tout ce que demande ce cabinet'), ('siren', 'Tout ce qui est demandé pour cette entreprise')], max_length=8, verbose_name='règle')),
                ('value', models.CharField(max_length=14, verbose_name='SIRET ou SIREN')),
                ('label', models.CharField(blank=True, max_length=200, verbose_name='nom')),
                ('months', models.PositiveSmallIntegerField(default=12, verbose_name='durée accordée, en mois')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ('kind', 'label', 'value'),
            },
        ),
        migrations.CreateModel(
            name='ReminderMail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='demandeamorcage',
            name='demande_amorcage_state_known',
        ),
        migrations.AddField(
            model_name='demandeamorcage',
            name='ends_on',
            field=models.DateField(blank=True, null=True, verbose_name="accordée jusqu'au"),
        ),
        migrations.AddField(
            model_name='demandeamorcage',
            name='mandate_accepted_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='mandat accepté le'),
        ),
        migrations.AddField(
            model_name='demandeamorcage',
            name='mandate_accepted_by',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.member'),
        ),
        migrations.AddField(
            model_name='demandeamorcage',
            name='mandate_version',
            field=models.CharField(blank=True, max_length=20, verbose_name='version du mandat'),
        ),
        migrations.AddField(
            model_name='demandeamorcage',
            name='renewal_asked_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='renouvellement demandé le'),
        ),
        migrations.AddField(
            model_name='demandeamorcage',
            name='requested_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='demandée le'),
        ),
        migrations.AddField(
            model_name='demandeamorcageevent',
            name='side',
            field=models.CharField(choices=[('declarant', 'Déclarant'), ('partenaire', 'Partenaire'), ('guichet', 'Guichet')], default='declarant', max_length=10),
        ),
        migrations.AlterField(
            model_name='demandeamorcage',
            name='state',
            field=models.CharField(choices=[('proposee', 'Proposée'), ('reportee', 'Remise à plus tard'), ('demandee', 'Demandée'), ('complement', 'Complément demandé'), ('accordee', 'Accordée'), ('disponible', 'Données disponibles'), ('refusee', 'Refusée'), ('expiree', 'Expirée'), ('retiree', 'Annulée'), ('declinee', 'Non souhaitée'), ('close', 'Close')], default='proposee', max_length=10, verbose_name='état'),
        ),
        migrations.AlterField(
            model_name='demandeamorcageevent',
            name='state',
            field=models.CharField(choices=[('proposee', 'Proposée'), ('reportee', 'Remise à plus tard'), ('demandee', 'Demandée'), ('complement', 'Complément demandé'), ('accordee', 'Accordée'), ('disponible', 'Données disponibles'), ('refusee', 'Refusée'), ('expiree', 'Expirée'), ('retiree', 'Annulée'), ('declinee', 'Non souhaitée'), ('close', 'Close')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='demandeamorcage',
            index=models.Index(condition=models.Q(('ends_on__isnull', False)), fields=['firm', 'ends_on'], name='demande_amorcage_ends'),
        ),
        migrations.AddConstraint(
            model_name='demandeamorcage',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposee', 'reportee', 'demandee', 'complement', 'accordee', 'disponible', 'refusee', 'expiree', 'retiree', 'declinee', 'close'])), name='demande_amorcage_state_known'),
        ),
        migrations.AddConstraint(
            model_name='demandeamorcage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accordee', 'disponible']), _negated=True), ('ends_on__isnull', False), _connector='OR'), name='demande_amorcage_granted_until'),
        ),
        migrations.AddField(
            model_name='document',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.member'),
        ),
        migrations.AddField(
            model_name='document',
            name='demande',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='amorcage.demandeamorcage'),
        ),
        migrations.AddField(
            model_name='document',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.storedfile'),
        ),
        migrations.AddField(
            model_name='document',
            name='firm',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm'),
        ),
        migrations.AddField(
            model_name='inboxevent',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.member'),
        ),
        migrations.AddField(
            model_name='inboxevent',
            name='firm',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm'),
        ),
        migrations.AddField(
            model_name='inboxrequest',
            name='firm',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm'),
        ),
        migrations.AddField(
            model_name='inboxevent',
            name='request',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='amorcage.inboxrequest'),
        ),
        migrations.AddField(
            model_name='document',
            name='request',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='amorcage.inboxrequest'),
        ),
        migrations.AddField(
            model_name='partnerrule',
            name='author',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.member'),
        ),
        migrations.AddField(
            model_name='partnerrule',
            name='firm',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm'),
        ),
        migrations.AddField(
            model_name='remindermail',
            name='firm',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.firm'),
        ),
        migrations.AddField(
            model_name='remindermail',
            name='member',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.member'),
        ),
        migrations.AddIndex(
            model_name='inboxrequest',
            index=models.Index(fields=['firm', 'state', '-requested_at', '-id'], name='inbox_request_list'),
        ),
        migrations.AddIndex(
            model_name='inboxrequest',
            index=models.Index(fields=['firm', 'siren'], name='inbox_request_siren'),
        ),
        migrations.AddConstraint(
            model_name='inboxrequest',
            constraint=models.UniqueConstraint(fields=('firm', 'declarant_id', 'demande_id'), name='inbox_request_one_copy'),
        ),
        migrations.AddConstraint(
            model_name='inboxrequest',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['proposee', 'reportee', 'demandee', 'complement', 'accordee', 'disponible', 'refusee', 'expiree', 'retiree', 'declinee', 'close'])), name='inbox_request_state_known'),
        ),
        migrations.AddConstraint(
            model_name='inboxrequest',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['accordee', 'disponible']), _negated=True), ('ends_on__isnull', False), _connector='OR'), name='inbox_request_granted_until'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('demande__isnull', False), ('request', None)), models.Q(('demande', None), ('request__isnull', False)), _connector='OR'), name='document_in_one_box'),
        ),
        migrations.AddConstraint(
            model_name='partnerrule',
            constraint=models.UniqueConstraint(fields=('firm', 'kind', 'value'), name='partner_rule_once'),
        ),
        migrations.AddConstraint(
            model_name='partnerrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'cabinet'), ('value__regex', '^[0-9]{14}$')), models.Q(('kind', 'siren'), ('value__regex', '^[0-9]{9}$')), _connector='OR'), name='partner_rule_value'),
        ),
        migrations.AddConstraint(
            model_name='partnerrule',
            constraint=models.CheckConstraint(condition=models.Q(('months__gte', 1), ('months__lte', 60)), name='partner_rule_months'),
        ),
        row_level_security("amorcage_inboxrequest"),
        row_level_security("amorcage_inboxevent"),
        row_level_security("amorcage_partnerrule"),
        row_level_security("amorcage_document"),
        row_level_security("amorcage_remindermail"),
    ]
