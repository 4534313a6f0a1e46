// SPDX-License-Identifier: MIT
#include "pages/inspect/ModelPanel.h"

#include "bridge/RecentModels.h"
#include "pages/inspect/InputEditor.h"
#include "pages/inspect/LayerPicker.h"
#include "style/Icons.h"
#include "widgets/InlineNote.h"

#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QScrollArea>
#include <QTabWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace lookaway {

namespace {

QString parametersText(std::int64_t count)
{
    return count < 1000000 ? QLocale().toString(qlonglong(count))
                           : ModelPanel::tr("%1 million").arg(QLocale().toString(double(count) / 1e6, 'f', 1));
}

/// The facts as a small table.
QString factsText(const ModelFacts& model)
{
    const InputFormat& input = model.input;
    const QString sees = input.fit == InputFormat::Fit::Stretch ? ModelPanel::tr("the whole, stretched")
                                                                : ModelPanel::tr("only the middle");
    const QString colours = input.channels == 1 ? ModelPanel::tr("in grey") : ModelPanel::tr("in colour");
    QString html = QStringLiteral("<table cellspacing=\"0\">");
    const auto add = [&](const QString& name, const QString& value) {
        html += QStringLiteral("<tr><td style=\"padding-right:10px\">%1</td><td><b>%2</b></td></tr>")
                    .arg(name, value.toHtmlEscaped());
    };
    add(ModelPanel::tr("Parameters"), parametersText(model.parameters));
    add(ModelPanel::tr("Input"), ModelPanel::tr("%1 × %1 px %2").arg(input.side).arg(colours));
    add(ModelPanel::tr("Picture"), sees);
    add(ModelPanel::tr("Pixels"), normalisationText(input));
    add(ModelPanel::tr("Classes"), QLocale().toString(qlonglong(model.classCount)));
    add(ModelPanel::tr("Device"), QString::fromStdString(model.device));
    return html + QStringLiteral("</table>");
}

} // namespace

ModelPanel::ModelPanel(Inspector* inspector, LayerModel* layers, QWidget* parent)
    : QWidget(parent)
    , m_inspector(inspector)
    , m_layers(new LayerPicker(layers))
    , m_tabs(new QTabWidget)
{
    m_tabs->addTab(m_layers, tr("Layers"));
    m_tabs->addTab(makeInput(), tr("Input"));
    m_tabs->setDocumentMode(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(makeHead());
    column->addWidget(m_tabs, 1);
    connect(m_layers, &LayerPicker::layerChosen, this, &ModelPanel::layerChosen);
    connect(inspector, &Inspector::opened, this, &ModelPanel::showFacts);
    // Meanwhile the present model works on.
    connect(inspector, &Inspector::opening, this, [this](const QString& name) {
        m_open->setText(tr("Opening…"));
        m_open->setToolTip(tr("%1 is being opened").arg(name));
    });
    connect(inspector, &Inspector::opened, this, &ModelPanel::showReady);
    connect(inspector, &Inspector::openFailed, this, &ModelPanel::showReady);
    connect(inspector, &Inspector::inputChanged, this, [this] {
        showFacts();
        m_input->showSaved(m_remember);
    });
    connect(inspector, &Inspector::inputRefused, this,
        [this](const Error& error) { m_input->showProblem(QString::fromStdString(error.message())); });
}

QWidget* ModelPanel::makeHead()
{
    m_title = new QLabel;
    m_title->setWordWrap(true);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_facts = new QLabel;
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_remarks = new InlineNote;
    m_open = new QToolButton;
    m_open->setObjectName(QStringLiteral("openModel"));
    m_open->setIcon(icon(QStringLiteral("open")));
    showReady();
    m_open->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_open->setPopupMode(QToolButton::InstantPopup);
    m_open->setMenu(new QMenu(m_open));
    connect(m_open->menu(), &QMenu::aboutToShow, this, &ModelPanel::fillRecent);
    auto* head = new QWidget;
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(4, 2, 4, 0);
    auto* line = new QHBoxLayout;
    line->addWidget(m_title, 1);
    line->addWidget(m_open, 0, Qt::AlignTop);
    column->addLayout(line);
    column->addWidget(m_facts);
    column->addWidget(m_remarks);
    return head;
}

void ModelPanel::showReady()
{
    m_open->setText(tr("Open"));
    m_open->setToolTip(tr("Look into another model"));
}

void ModelPanel::fillRecent()
{
    QMenu* menu = m_open->menu();
    menu->clear();
    connect(menu->addAction(icon(QStringLiteral("open")), tr("&Model File…")), &QAction::triggered, this,
        &ModelPanel::openFileRequested);
    connect(menu->addAction(icon(QStringLiteral("runs")), tr("&Run…")), &QAction::triggered, this,
        &ModelPanel::openRunRequested);
    menu->addSection(tr("Recent"));
    for (const QString& path : recentModels()) {
        const QFileInfo info(path);
        auto* action = menu->addAction(tr("%1 in %2").arg(info.fileName(), info.dir().dirName()));
        action->setToolTip(path);
        action->setEnabled(info.exists());
        connect(action, &QAction::triggered, this, [this, path] { Q_EMIT recentRequested(path); });
    }
}

QWidget* ModelPanel::makeInput()
{
    m_input = new InputEditor;
    connect(m_input, &InputEditor::applied, this, [this](const InputFormat& format, bool remember) {
        m_remember = remember;
        m_inspector->setInput(format, remember);
    });
    auto* area = new QScrollArea;
    area->setWidget(m_input);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    return area;
}

void ModelPanel::showFacts()
{
    const ModelFacts& model = m_inspector->model();
    // The name of a file may break behind its underscores: it would keep the panel wide otherwise.
    m_title->setText(QString::fromStdString(model.title).replace(QLatin1Char('_'), QStringLiteral("_\u200b")));
    m_title->setToolTip(pathOf(model.source));
    m_facts->setText(factsText(model));
    QStringList remarks;
    for (const std::string& remark : model.remarks)
        remarks << QString::fromStdString(remark);
    m_remarks->say(InlineNote::Kind::Info, remarks.join(QLatin1Char(' ')));
    m_input->setFormat(model.input, model.classCount);
}

void ModelPanel::setChosen(const std::string& layer)
{
    m_layers->setChosen(layer);
}

QTreeView* ModelPanel::layers() const
{
    return m_layers->view();
}

} // namespace lookaway
