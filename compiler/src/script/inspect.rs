//! What a script says that the compiler has to know: which modules it requires,
//! and the style options of the component it defines.

use swc_common::Spanned;
use swc_ecma_ast::{
    ArrowExpr, AssignExpr, AssignTarget, CallExpr, Callee, ExportAll, Expr, Function, IfStmt,
    ImportDecl, KeyValueProp, Lit, MemberExpr, MemberProp, NamedExport, ObjectLit, ObjectPatProp,
    Pat, Program, Prop, PropName, PropOrSpread, SimpleAssignTarget, VarDeclarator,
};
use swc_ecma_visit::{Visit, VisitWith};

/// A module named by a constant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Require {
    /// As written.
    pub name: String,
    /// Byte position of the name in the source, from 1 (swc's).
    pub position: u32,
    /// Whether it is the program's `require`: bundles have functions with a parameter
    /// of that name.
    pub certain: bool,
    /// Whether it waits until the module's package is there: `require(x, then)`,
    /// `require.async(x)`.
    pub waits: bool,
}

/// `options: { styleIsolation, addGlobalClass, virtualHost }` of a component.
/// <https://developers.weixin.qq.com/miniprogram/dev/framework/custom-component/wxml-wxss.html>
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleOptions {
    /// `isolated`, `apply-shared`, `shared`, `page-isolated`, ...
    pub style_isolation: Option<String>,
    /// The older form of `apply-shared`.
    pub add_global_class: Option<bool>,
    /// The component has no host element.
    pub virtual_host: Option<bool>,
}

impl StyleOptions {
    /// Whether the script says nothing.
    pub fn is_empty(&self) -> bool {
        *self == StyleOptions::default()
    }
}

/// `wx.name`, somewhere in a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WxUse {
    /// The name.
    pub name: String,
    /// Byte position of the name in the source, from 1 (swc's).
    pub position: u32,
    /// What is done with it.
    pub kind: WxUseKind,
}

/// What is done with a member of `wx`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WxUseKind {
    /// `wx.x(...)`
    Call,
    /// Looked at, perhaps to see whether it is there.
    Read,
    /// `wx.canIUse('x...')`
    Asked,
    /// `wx.x = ...`: the program's own.
    Assigned,
}

/// Uses of `wx` that are kept of one script: findings are bounded too.
const MAX_WX_USES: usize = 2_000;

/// Looks through a program.
pub fn inspect(program: &Program) -> Inspector {
    let mut inspector = Inspector::default();
    program.visit_with(&mut inspector);
    inspector
}

/// What was found.
#[derive(Debug, Default)]
pub struct Inspector {
    /// Modules named by constants.
    pub requires: Vec<Require>,
    /// The style options.
    pub options: StyleOptions,
    /// Whether `Component(...)` is called.
    pub calls_component: bool,
    /// What is taken from `wx`.
    pub wx: Vec<WxUse>,
    /// Functions around, with a parameter named `require`.
    bundled: usize,
}

impl Inspector {
    /// Looks into a function.
    fn function<'a>(
        &mut self,
        params: impl Iterator<Item = &'a Pat>,
        look: impl FnOnce(&mut Self),
    ) {
        let is_require = |pat: &Pat| matches!(pat, Pat::Ident(name) if name.sym == "require");
        let bundled = usize::from(params.into_iter().any(is_require));
        self.bundled += bundled;
        look(self);
        self.bundled -= bundled;
    }

    fn require(&mut self, name: &swc_ecma_ast::Str, waits: bool) {
        self.requires.push(Require {
            name: name.value.to_string_lossy().into_owned(),
            position: name.span().lo.0,
            certain: self.bundled == 0,
            waits,
        });
    }

    fn wx(&mut self, name: String, position: u32, kind: WxUseKind) {
        if self.wx.len() < MAX_WX_USES {
            self.wx.push(WxUse {
                name,
                position,
                kind,
            });
        }
    }

    /// Notes `wx.x`; true if it was that.
    fn wx_member(&mut self, node: &MemberExpr, kind: WxUseKind) -> bool {
        if !matches!(&*node.obj, Expr::Ident(name) if name.sym == "wx") {
            return false;
        }
        let name = match &node.prop {
            MemberProp::Ident(name) => Some(name.sym.to_string()),
            MemberProp::Computed(computed) => match &*computed.expr {
                Expr::Lit(Lit::Str(text)) => Some(text.value.to_string_lossy().into_owned()),
                _ => None,
            },
            MemberProp::PrivateName(_) => None,
        };
        if let Some(name) = name {
            self.wx(name, node.prop.span().lo.0, kind);
            return true;
        }
        false
    }

    fn options(&mut self, object: &ObjectLit) {
        for prop in &object.props {
            let PropOrSpread::Prop(prop) = prop else {
                continue;
            };
            let Prop::KeyValue(KeyValueProp { key, value }) = &**prop else {
                continue;
            };
            match (name_of(key).as_deref(), constant(value)) {
                (Some("styleIsolation"), Some(Constant::Text(text))) => {
                    self.options.style_isolation.get_or_insert(text);
                }
                (Some("addGlobalClass"), Some(Constant::Truth(truth))) => {
                    self.options.add_global_class.get_or_insert(truth);
                }
                (Some("virtualHost"), Some(Constant::Truth(truth))) => {
                    self.options.virtual_host.get_or_insert(truth);
                }
                _ => {}
            }
        }
    }
}

impl Visit for Inspector {
    fn visit_call_expr(&mut self, node: &CallExpr) {
        if let Callee::Expr(callee) = &node.callee {
            let first = node.args.first().map(|arg| &*arg.expr);
            match (&**callee, first) {
                (Expr::Ident(name), Some(Expr::Lit(Lit::Str(text)))) if name.sym == "require" => {
                    self.require(text, node.args.len() > 1);
                }
                (Expr::Ident(name), _) if name.sym == "Component" => self.calls_component = true,
                (Expr::Member(member), first) => {
                    let property = match &member.prop {
                        MemberProp::Ident(name) => name.sym.as_str(),
                        _ => "",
                    };
                    match (&*member.obj, property, first) {
                        // Modules of a subpackage that loads later.
                        (Expr::Ident(object), "async", Some(Expr::Lit(Lit::Str(text))))
                            if object.sym == "require" =>
                        {
                            self.require(text, true);
                        }
                        (Expr::Ident(object), "canIUse", Some(Expr::Lit(Lit::Str(text))))
                            if object.sym == "wx" =>
                        {
                            let asked = text.value.to_string_lossy();
                            let name = asked.split('.').next().unwrap_or_default().to_owned();
                            self.wx(name, text.span.lo.0, WxUseKind::Asked);
                        }
                        _ => {}
                    }
                    if self.wx_member(member, WxUseKind::Call) {
                        node.args.visit_with(self);
                        return;
                    }
                }
                _ => {}
            }
        }
        node.visit_children_with(self);
    }

    fn visit_function(&mut self, node: &Function) {
        let params = node.params.iter().map(|p| &p.pat);
        self.function(params, |inner| node.visit_children_with(inner));
    }

    fn visit_arrow_expr(&mut self, node: &ArrowExpr) {
        self.function(node.params.iter(), |inner| node.visit_children_with(inner));
    }

    /// What tools leave behind: `if (false) { require("hot-reload") }`.
    fn visit_if_stmt(&mut self, node: &IfStmt) {
        match constant(&node.test) {
            Some(Constant::Truth(false)) => node.alt.visit_with(self),
            Some(Constant::Truth(true)) => node.cons.visit_with(self),
            _ => node.visit_children_with(self),
        }
    }

    fn visit_member_expr(&mut self, node: &MemberExpr) {
        if !self.wx_member(node, WxUseKind::Read) {
            node.visit_children_with(self);
        }
    }

    /// `const { x } = wx`
    fn visit_var_declarator(&mut self, node: &VarDeclarator) {
        if let (Pat::Object(object), Some(Expr::Ident(from))) = (&node.name, node.init.as_deref())
            && from.sym == "wx"
        {
            for prop in &object.props {
                let (name, span) = match prop {
                    ObjectPatProp::Assign(p) => (Some(p.key.sym.to_string()), p.key.span()),
                    ObjectPatProp::KeyValue(p) => (name_of(&p.key), p.key.span()),
                    ObjectPatProp::Rest(p) => (None, p.span()),
                };
                if let Some(name) = name {
                    self.wx(name, span.lo.0, WxUseKind::Call);
                }
            }
        }
        node.visit_children_with(self);
    }

    fn visit_import_decl(&mut self, node: &ImportDecl) {
        if !node.type_only {
            self.require(&node.src, false);
        }
    }

    fn visit_named_export(&mut self, node: &NamedExport) {
        if let (Some(src), false) = (&node.src, node.type_only) {
            self.require(src, false);
        }
    }

    fn visit_export_all(&mut self, node: &ExportAll) {
        self.require(&node.src, false);
    }

    fn visit_key_value_prop(&mut self, node: &KeyValueProp) {
        if let (Some("options"), Expr::Object(object)) =
            (name_of(&node.key).as_deref(), &*node.value)
        {
            self.options(object);
        }
        node.visit_children_with(self);
    }

    fn visit_class_prop(&mut self, node: &swc_ecma_ast::ClassProp) {
        if let (Some("options"), Some(Expr::Object(object))) =
            (name_of(&node.key).as_deref(), node.value.as_deref())
        {
            self.options(object);
        }
        node.visit_children_with(self);
    }

    /// `x.options = {...}`, as component libraries compile to.
    fn visit_assign_expr(&mut self, node: &AssignExpr) {
        if let (AssignTarget::Simple(SimpleAssignTarget::Member(member)), Expr::Object(object)) =
            (&node.left, &*node.right)
            && matches!(&member.prop, MemberProp::Ident(name) if name.sym == "options")
        {
            self.options(object);
        }
        if let AssignTarget::Simple(SimpleAssignTarget::Member(member)) = &node.left
            && self.wx_member(member, WxUseKind::Assigned)
        {
            node.right.visit_with(self);
            return;
        }
        node.visit_children_with(self);
    }
}

fn name_of(key: &PropName) -> Option<String> {
    match key {
        PropName::Ident(name) => Some(name.sym.to_string()),
        PropName::Str(text) => Some(text.value.to_string_lossy().into_owned()),
        _ => None,
    }
}

enum Constant {
    Text(String),
    Truth(bool),
}

fn constant(value: &Expr) -> Option<Constant> {
    match value {
        Expr::Lit(Lit::Str(text)) => {
            Some(Constant::Text(text.value.to_string_lossy().into_owned()))
        }
        Expr::Lit(Lit::Bool(truth)) => Some(Constant::Truth(truth.value)),
        // Minifiers write `!0` and `!1`.
        Expr::Unary(unary) if unary.op == swc_ecma_ast::UnaryOp::Bang => match &*unary.arg {
            Expr::Lit(Lit::Num(number)) => Some(Constant::Truth(number.value == 0.0)),
            _ => None,
        },
        _ => None,
    }
}
