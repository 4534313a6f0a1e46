// SPDX-License-Identifier: MIT
#include "pages/compare/FoundPictures.h"

#include "style/Icons.h"
#include "widgets/FlowLayout.h"

#include <QtWidgets>

#include <set>

namespace lookaway {

namespace {

using Order = PictureQuery::Order;

enum Column { Picture, TrueClass, Reference, Model, Gain, Overlap, ColumnCount };
constexpr int anyClass = 0;
constexpr int eachClass = 1;

QString percent(double share)
{
    return QLocale().toString(share * 100, 'f', 1) + QStringLiteral("\u202f%");
}

QString said(const TestedAnswer& answer, bool known)
{
    const QString mark = !known ? QString() : answer.right ? QStringLiteral("✓ ") : QStringLiteral("✗ ");
    return mark + QString::fromStdString(answer.predicted) + QStringLiteral("  ")
        + percent(answer.predictedProbability);
}

} // namespace

FoundPictures::FoundPictures(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(0, ColumnCount))
    , m_nothing(new QLabel(tr("No picture is like that.")))
    , m_add(new QPushButton(icon(QStringLiteral("plus")), tr("Add to the &Comparison")))
{
    m_table->setAccessibleName(tr("Pictures that were found"));
    m_table->setObjectName(QStringLiteral("foundPictures"));
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 10);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->setAlternatingRowColors(true);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setMaximumSectionSize(340);
    m_nothing->setForegroundRole(QPalette::PlaceholderText);
    m_nothing->setAlignment(Qt::AlignCenter);
    m_add->setObjectName(QStringLiteral("addFound"));
    m_add->setToolTip(tr("The selected pictures, or all when none is selected"));
    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(m_add);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(makeQuestion());
    layout->addWidget(m_table, 1);
    layout->addWidget(m_nothing, 1);
    layout->addLayout(row);
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT picturesWanted(chosen()); });
    connect(m_table, &QTableWidget::cellActivated, this, [this] { Q_EMIT picturesWanted(chosen()); });
    setComparison(nullptr);
}

QWidget* FoundPictures::makeQuestion()
{
    const auto field = [this](QWidget* widget, const QString& name, const QString& title) {
        widget->setObjectName(name);
        widget->setAccessibleName(title);
        return widget;
    };
    m_order = new QComboBox;
    const std::pair<QString, Order> orders[] = { { tr("Looks at more than the reference"), Order::SpreadGain },
        { tr("Looks at less than the reference"), Order::SpreadLoss },
        { tr("Right, and the reference wrong"), Order::Gained }, { tr("Wrong, and the reference right"), Order::Lost },
        { tr("Looks elsewhere than the reference"), Order::LeastOverlap }, { tr("Random"), Order::Random } };
    for (const auto& [title, order] : orders)
        m_order->addItem(title, int(order));
    m_model = new QComboBox;
    m_class = new QComboBox;
    m_class->setMaxVisibleItems(25);
    m_count = new QSpinBox;
    m_count->setRange(1, 500);
    m_count->setValue(12);
    m_seed = new QSpinBox;
    m_seed->setRange(0, 1000000);
    m_seedLabel = new QLabel(tr("seed"));
    auto* question = new QWidget;
    auto* flow = new FlowLayout(question, 6);
    flow->addWidget(field(m_model, QStringLiteral("foundModel"), tr("Model")));
    flow->addWidget(field(m_order, QStringLiteral("foundOrder"), tr("Which pictures")));
    flow->addWidget(field(m_class, QStringLiteral("foundClass"), tr("Of which class")));
    flow->addWidget(field(m_count, QStringLiteral("foundCount"), tr("How many pictures")));
    flow->addWidget(m_seedLabel);
    flow->addWidget(field(m_seed, QStringLiteral("foundSeed"), tr("Seed of the random pictures")));
    for (QComboBox* box : { m_order, m_model, m_class })
        connect(box, &QComboBox::currentIndexChanged, this, &FoundPictures::search);
    for (QSpinBox* box : { m_count, m_seed })
        connect(box, &QSpinBox::valueChanged, this, &FoundPictures::search);
    return question;
}

void FoundPictures::setComparison(std::shared_ptr<const TestComparison> comparison)
{
    m_comparison = std::move(comparison);
    const QSignalBlocker models(m_model);
    const QSignalBlocker classes(m_class);
    m_model->clear();
    m_class->clear();
    m_class->addItems({ tr("Any class"), tr("One of each class") });
    if (m_comparison) {
        const auto& request = m_comparison->request;
        for (std::size_t i = 0; i < request.models.size(); ++i)
            if (i != request.reference)
                m_model->addItem(QString::fromStdString(request.models[i].title), int(i));
        std::set<std::string> names;
        for (const auto& picture : m_comparison->pictures)
            if (!picture.picture.className.empty())
                names.insert(picture.picture.className);
        for (const auto& name : names)
            m_class->addItem(QString::fromStdString(name));
    }
    search();
}

PictureQuery FoundPictures::query() const
{
    PictureQuery query;
    query.order = static_cast<Order>(m_order->currentData().toInt());
    query.model = m_model->count() > 0 ? std::size_t(m_model->currentData().toInt()) : 0;
    query.eachClass = m_class->currentIndex() == eachClass;
    if (m_class->currentIndex() > eachClass)
        query.className = m_class->currentText().toStdString();
    query.count = std::size_t(m_count->value());
    query.seed = std::uint64_t(m_seed->value());
    return query;
}

void FoundPictures::search()
{
    const auto asked = query();
    const bool random = asked.order == Order::Random;
    m_seed->setVisible(random);
    m_seedLabel->setVisible(random);
    const bool any = m_comparison && m_model->count() > 0;
    m_indices = any ? findPictures(*m_comparison, asked) : std::vector<std::size_t>();
    m_table->setRowCount(int(m_indices.size()));
    const QString reference = m_comparison
        ? QString::fromStdString(m_comparison->request.models[m_comparison->request.reference].title)
        : QString();
    m_table->setHorizontalHeaderLabels(
        { tr("Picture"), tr("Class"), reference, m_model->currentText(), tr("Spread"), tr("Overlap") });
    for (std::size_t i = 0; i < m_indices.size(); ++i)
        fillRow(int(i), m_comparison->pictures[m_indices[i]]);
    m_table->setVisible(!m_indices.empty());
    m_nothing->setVisible(m_comparison && m_indices.empty());
    m_add->setEnabled(!m_indices.empty());
}

void FoundPictures::fillRow(int row, const TestedPicture& picture)
{
    const auto& before = picture.answers[m_comparison->request.reference];
    const auto& now = picture.answers[query().model];
    const bool known = !picture.picture.className.empty();
    const double gain = now.spread.shareAboveLevel - before.spread.shareAboveLevel;
    const QString spread = now.spread.empty || before.spread.empty
        ? QStringLiteral("–")
        : (gain < 0 ? QStringLiteral("\u2212") : QStringLiteral("+"))
            + QLocale().toString(std::abs(gain) * 100, 'f', 1);
    const QStringList texts{ QString::fromStdString(picture.picture.file.filename().string()),
        QString::fromStdString(known ? picture.picture.className : picture.className), said(before, known),
        said(now, known), spread, now.overlap ? percent(now.overlap->iou) : QStringLiteral("–") };
    for (int column = 0; column < ColumnCount; ++column) {
        auto* item = new QTableWidgetItem(texts[column]);
        item->setTextAlignment(Qt::AlignVCenter | (column < Gain ? Qt::AlignLeft : Qt::AlignRight));
        item->setToolTip(QString::fromStdString(picture.picture.file.string()));
        m_table->setItem(row, column, item);
    }
}

std::vector<ComparedPicture> FoundPictures::found() const
{
    std::vector<ComparedPicture> pictures;
    for (const auto index : m_indices) {
        pictures.push_back(comparedPicture(m_comparison->pictures[index], *m_comparison));
        pictures.back().title = pictures.back().file.stem().string(); // as of pictures that are dropped
    }
    return pictures;
}

std::vector<ComparedPicture> FoundPictures::chosen() const
{
    const auto all = found();
    std::vector<ComparedPicture> pictures;
    for (const auto& index : m_table->selectionModel()->selectedRows())
        pictures.push_back(all[std::size_t(index.row())]);
    return pictures.empty() ? all : pictures;
}

} // namespace lookaway
